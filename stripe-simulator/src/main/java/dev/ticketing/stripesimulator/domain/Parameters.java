package dev.ticketing.stripesimulator.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Form-encoded parameters with Stripe's brackets in their names, such as {@code metadata[order]} or {@code
 * expand[0]}. Each accessor throws a {@link Refusal} that names the parameter when the value is not what it should be.
 */
public final class Parameters {

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads a query string or a form body. */
    public static Parameters parse(String form) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        FormDecoder.decode(form, (name, value) -> values.computeIfAbsent(name, ignored -> new ArrayList<>())
                .add(value));
        return new Parameters(values);
    }

    /** A parameter nobody acts on is refused, as Stripe does; a trailing {@code *} stands for any ending. */
    public void refuseAllBut(Set<String> known) {
        for (String name : values.keySet()) {
            if (known.stream().noneMatch(pattern -> matches(pattern, name))) {
                throw new Refusal(
                        StripeError.invalid("parameter_unknown", name, "Received unknown parameter: " + name));
            }
        }
    }

    public Optional<String> text(String name) {
        List<String> given = values.get(name);
        if (given == null) {
            return Optional.empty();
        }
        String value = given.get(given.size() - 1);
        if (value.isEmpty()) {
            throw new Refusal(StripeError.invalid(
                    "parameter_invalid_empty",
                    name,
                    ("You passed an empty string for '%1$s'. We assume empty values are an attempt to unset a"
                                    + " parameter; however '%1$s' cannot be unset. You should remove '%1$s' from your"
                                    + " request or supply a non-empty value.")
                            .formatted(name)));
        }
        return Optional.of(value);
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> new Refusal(StripeError.missing(name)));
    }

    public String oneOf(String name, List<String> allowed) {
        return text(name)
                .map(value -> {
                    if (!allowed.contains(value)) {
                        throw new Refusal(StripeError.invalid(
                                null, name, "Invalid " + name + ": must be one of " + String.join(", ", allowed)));
                    }
                    return value;
                })
                .orElse(null);
    }

    public Optional<Long> integer(String name, long least) {
        return text(name).map(value -> {
            long number = parseLong(name, value);
            if (number < least) {
                throw new Refusal(
                        StripeError.invalidInteger(name, "This value must be greater than or equal to " + least + "."));
            }
            return number;
        });
    }

    public Optional<Boolean> bool(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refusal(StripeError.invalid(null, name, "Invalid boolean: " + value));
        });
    }

    /** All of {@code name[]=a&name[]=b} or {@code name[0]=a&name[1]=b}, in the order given. */
    public List<String> list(String name) {
        List<String> all = new ArrayList<>();
        values.forEach((key, given) -> {
            if (key.matches("\\Q" + name + "\\E\\[\\d{0,4}]")) {
                all.addAll(given);
            }
        });
        return all;
    }

    /** The values of {@code name[key]}, by key; an empty value unsets its key. */
    public Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        values.forEach((key, given) -> {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                map.put(key.substring(name.length() + 1, key.length() - 1), given.get(given.size() - 1));
            }
        });
        map.values().removeIf(String::isEmpty);
        return map;
    }

    public boolean hasAny(String prefix) {
        return values.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** The same for the same parameters in whatever order, different for any other. */
    public String fingerprint() {
        StringBuilder canonical = new StringBuilder();
        new TreeMap<>(values).forEach((name, given) -> {
            canonical.append(name.length()).append(':').append(name);
            given.forEach(value -> canonical.append(value.length()).append('=').append(value));
        });
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static long parseLong(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw new Refusal(StripeError.invalidInteger(name, "Invalid integer: " + value));
        }
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
