package dev.ticketing.auth;

import dev.ticketing.auth.domain.Throttle;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts tries in MongoDB, for all instances together. Whom a count is about is stored as a hash: addresses of people who
 * are not our users are not ours to keep.
 */
final class Throttles {

    private static final int MAX_CONFLICTS = 8;
    private static final int CLEANED_AT_ONCE = 500;

    private final Documents documents;
    private final Clock clock;
    private final boolean on;

    /**
     * Prepares the counts.
     *
     * @param on whether anything is counted at all
     */
    Throttles(Documents documents, Clock clock, boolean on) {
        this.documents = documents;
        this.clock = clock;
        this.on = on;
    }

    Future<Void> ensureIndexes() {
        return documents.ensureIndex(new JsonObject().put("keptUntilMillis", 1), new IndexOptions());
    }

    /** Counts one more try; fails with {@link Failure.TooMany} when it is too early for it, which does not count. */
    Future<Void> admit(Limit limit, String whom) {
        return change(limit, whom, counted -> {
            var now = clock.instant();
            var wait = counted.throttle.waitAt(now);
            if (wait.isPresent()) {
                throw tooEarly(wait.get());
            }
            return Optional.of(counted.throttle.tried(limit.rule(), now));
        });
    }

    /** Takes the last try back: it was by who may. */
    Future<Void> forgive(Limit limit, String whom) {
        return change(
                limit,
                whom,
                counted -> counted.isStored() ? Optional.of(counted.throttle.forgiven()) : Optional.empty());
    }

    /** Begins a count anew, without a try so far. */
    Future<Void> reset(Limit limit, String whom) {
        return change(limit, whom, counted -> Optional.of(new Throttle(0, Instant.EPOCH, clock.instant())));
    }

    /** Whether there is a count. */
    Future<Boolean> knows(Limit limit, String whom) {
        return on ? find(key(limit, whom)).map(Counted::isStored) : Future.succeededFuture(false);
    }

    /** Forgets what nothing was tried of for so long that it does not matter any more; at most {@value #CLEANED_AT_ONCE}. */
    Future<?> clean() {
        var old = new JsonObject().put("keptUntilMillis", new JsonObject().put("$lt", clock.millis()));
        return documents
                .find(old, new JsonObject().put("keptUntilMillis", 1), CLEANED_AT_ONCE)
                .compose(found -> Future.join(found.stream()
                        .map(document -> documents.delete(new JsonObject()
                                .put("_id", document.getString("_id"))
                                .put("version", document.getLong("version"))))
                        .toList()));
    }

    /** Writes what a change makes of a count, if it makes anything of it; what it throws fails the future. */
    private Future<Void> change(Limit limit, String whom, Function<Counted, Optional<Throttle>> change) {
        return on ? change(limit, key(limit, whom), change, 0) : Future.succeededFuture();
    }

    private Future<Void> change(Limit limit, String key, Function<Counted, Optional<Throttle>> change, int conflicts) {
        return find(key).compose(found -> {
            var changed = change.apply(found);
            if (changed.isEmpty()) {
                return Future.succeededFuture();
            }
            return write(limit, found, changed.get()).compose(written -> {
                if (written) {
                    return Future.succeededFuture();
                }
                // Who is this often at the same thing at the same moment has tried too often.
                return conflicts < MAX_CONFLICTS
                        ? change(limit, key, change, conflicts + 1)
                        : Future.failedFuture(tooEarly(Duration.ofSeconds(1)));
            });
        });
    }

    private static FailureException tooEarly(Duration wait) {
        int seconds = (int) Math.max(1, wait.plusMillis(999).toSeconds());
        return new Failure.TooMany("too many tries, wait a moment", seconds).asException();
    }

    private record Counted(String key, long version, Throttle throttle) {
        boolean isStored() {
            return version > 0;
        }
    }

    private Future<Counted> find(String key) {
        return documents.findOne(new JsonObject().put("_id", key)).map(found -> found.map(document -> new Counted(
                        key,
                        document.getLong("version"),
                        new Throttle(
                                document.getInteger("tries"),
                                Instant.ofEpochMilli(document.getLong("blockedUntilMillis")),
                                Instant.ofEpochMilli(document.getLong("lastAtMillis")))))
                .orElseGet(() -> new Counted(key, 0, Throttle.NONE)));
    }

    /** Whether nobody else was quicker. */
    private Future<Boolean> write(Limit limit, Counted counted, Throttle throttle) {
        var document = new JsonObject()
                .put("version", counted.version + 1)
                .put("tries", throttle.tries())
                .put("blockedUntilMillis", throttle.blockedUntil().toEpochMilli())
                .put("lastAtMillis", throttle.lastAt().toEpochMilli())
                .put("keptUntilMillis", throttle.lastAt().plus(limit.kept()).toEpochMilli());
        if (counted.isStored()) {
            var unchanged = new JsonObject().put("_id", counted.key).put("version", counted.version);
            return documents.update(unchanged, new JsonObject().put("$set", document));
        }
        return documents.insertIfAbsent(document.put("_id", counted.key));
    }

    private static String key(Limit limit, String whom) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(whom.getBytes(StandardCharsets.UTF_8));
            return limit.name() + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
