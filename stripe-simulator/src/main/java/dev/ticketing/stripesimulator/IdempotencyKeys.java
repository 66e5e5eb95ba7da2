package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.StripeError;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of https://docs.stripe.com/api/idempotent_requests. */
final class IdempotencyKeys {

    private static final int MAX_LENGTH = 255;

    private final long lifetimeMillis;
    private final int limit;
    private final Clock clock;
    private final Map<String, StoredAnswer> answers = new LinkedHashMap<>();
    private final Set<String> inProgress = new HashSet<>();

    IdempotencyKeys(Duration lifetime, int limit, Clock clock) {
        this.lifetimeMillis = lifetime.toMillis();
        this.limit = limit;
        this.clock = clock;
    }

    /** Why the call may not go on (nor be answered from memory), if it may not. */
    Optional<StripeError> refusal(Call call) {
        int length = call.key().length();
        if (length < 1 || length > MAX_LENGTH) {
            return Optional.of(StripeError.invalid(null, null, badLength(length)));
        }
        if (inProgress.contains(call.key())) {
            return Optional.of(inUse(call.key()));
        }
        StoredAnswer stored = find(call.key()).orElse(null);
        if (stored == null) {
            return answers.size() + inProgress.size() < limit ? Optional.empty() : Optional.of(tooMany());
        }
        if (!stored.path().equals(call.path())) {
            return Optional.of(otherEndpoint(call, stored));
        }
        return stored.fingerprint().equals(call.parameters().fingerprint())
                ? Optional.empty()
                : Optional.of(otherParameters(call.key()));
    }

    Optional<StoredAnswer> find(String key) {
        expire();
        return Optional.ofNullable(answers.get(key));
    }

    /** From here on the key is in use; a call without a key may pass as well. */
    void begin(Call call) {
        if (call.key() != null) {
            inProgress.add(call.key());
        }
    }

    void end(Call call) {
        inProgress.remove(call.key());
    }

    void remember(StoredAnswer answer) {
        expire();
        answers.put(answer.key(), answer);
    }

    void forgetAll() {
        answers.clear();
    }

    /** Oldest first, because a key is only ever added once the one before it has expired. */
    private void expire() {
        long expired = clock.millis() - lifetimeMillis;
        Iterator<StoredAnswer> oldestFirst = answers.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().atMillis() <= expired) {
            oldestFirst.remove();
        }
    }

    private static String badLength(int length) {
        return "Idempotent key length is " + length + " characters long, which is outside accepted lengths. Idempotent"
                + " Keys must be 1-255 characters long. If you're looking for a decent generator, try using a UUID"
                + " defined by IETF RFC 4122.";
    }

    private static StripeError inUse(String key) {
        return StripeError.of(
                409,
                "invalid_request_error",
                "idempotency_key_in_use",
                null,
                "There is currently another in-progress request using this Idempotent Key (that probably means you"
                        + " submitted twice, and the other request is still going through): " + key
                        + ". Please try again later.");
    }

    private static StripeError tooMany() {
        return StripeError.of(
                429, "invalid_request_error", "rate_limit", null, "The simulator remembers no more idempotency keys.");
    }

    private static StripeError otherParameters(String key) {
        return misuse("with the same parameters they were first used with.", key);
    }

    private static StripeError otherEndpoint(Call call, StoredAnswer stored) {
        return misuse(
                "for the same endpoint they were first used for ('%s' vs '%s').".formatted(call.path(), stored.path()),
                call.key());
    }

    private static StripeError misuse(String rule, String key) {
        return StripeError.of(
                400,
                "idempotency_error",
                null,
                null,
                "Keys for idempotent requests can only be used " + rule + " Try using a key other than '" + key
                        + "' if you meant to execute a different request.");
    }
}
