package dev.ticketing.shared.domain;

import dev.ticketing.shared.domain.Failure.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a request's fields and collects what is wrong with them, so that a caller hears of every problem at once.
 * A reader that found a problem returns a placeholder; {@link #check} must be called before the values are used.
 */
public final class Fields {

    private final Map<String, Object> values;
    private final List<Problem> problems = new ArrayList<>();

    public Fields(Map<String, Object> values) {
        this.values = values;
    }

    /** A required string of {@code min} to {@code max} characters after trimming, without control characters. */
    public String text(String name, int min, int max) {
        if (!(values.get(name) instanceof String raw)) {
            return problem(name, values.get(name) == null ? "is required" : "must be a string");
        }
        var text = raw.strip();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            return problem(name, "must be %d to %d characters".formatted(min, max));
        }
        if (text.codePoints().anyMatch(Fields::unprintable)) {
            return problem(name, "must not contain control characters");
        }
        return text;
    }

    /** A required string that is taken as it is, of {@code min} to {@code max} characters; but it must be Unicode. */
    public String secret(String name, int min, int max) {
        if (!(values.get(name) instanceof String secret)) {
            return problem(name, values.get(name) == null ? "is required" : "must be a string");
        }
        int length = secret.codePointCount(0, secret.length());
        if (length < min || length > max) {
            return problem(name, "must be %d to %d characters".formatted(min, max));
        }
        if (secret.codePoints().anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE)) {
            return problem(name, "must not contain half characters");
        }
        return secret;
    }

    /** A required price, in cents. */
    public long priceCents(String name, Currency currency) {
        return optionalPriceCents(name, currency).orElseGet(() -> {
            if (values.get(name) == null) {
                problem(name, "is required");
            }
            return 0;
        });
    }

    /** A price in cents, or empty when the field is missing or null. */
    public OptionalLong optionalPriceCents(String name, Currency currency) {
        var value = values.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        var cents = value instanceof Number number ? currency.toCents(number) : OptionalLong.empty();
        if (cents.isEmpty()) {
            problem(name, "must be a number greater than 0 and at most " + currency.limit());
        }
        return cents;
    }

    /** A time as ISO-8601 with a zone, or empty when the field is missing or null. */
    public Optional<Instant> optionalTime(String name) {
        var value = values.get(name);
        try {
            return Optional.ofNullable(value).map(text -> Instant.parse(text.toString()));
        } catch (DateTimeException e) {
            problem(name, "must be a time such as 2026-11-20T13:51:07Z");
            return Optional.empty();
        }
    }

    /** A list of one to {@code max} strings, or empty when the field is missing or null. */
    public Optional<List<String>> optionalTexts(String name, int max) {
        var value = values.get(name);
        if (value == null) {
            return Optional.empty();
        } else if (value instanceof List<?> list
                && !list.isEmpty()
                && list.size() <= max
                && list.stream().allMatch(String.class::isInstance)) {
            return Optional.of(list.stream().map(String.class::cast).toList());
        }
        problem(name, "must be a list of 1 to " + max + " strings");
        return Optional.empty();
    }

    /** Notes a problem that a rule of the caller's own found. */
    public String problem(String name, String message) {
        problems.add(new Problem(name + " " + message, name));
        return "";
    }

    /** Whether nothing is wrong so far with this field. */
    public boolean fine(String name) {
        return problems.stream().noneMatch(problem -> name.equals(problem.field()));
    }

    /** Throws what was found wrong, if anything. */
    public void check() {
        if (!problems.isEmpty()) {
            throw new Failure.Invalid(List.copyOf(problems)).asException();
        }
    }

    private static boolean unprintable(int codePoint) {
        return Character.getType(codePoint) == Character.CONTROL || Character.getType(codePoint) == Character.SURROGATE;
    }
}
