package dev.ticketing.shared.settings;

import dev.ticketing.shared.domain.Currency;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings and collects what is wrong with them. A reader that found a problem returns a placeholder; {@link
 * #check} must be called before the values are used. It remembers what was asked for, so that a test can hold the
 * documentation against it.
 *
 * <p>NAME may also be given as NAME_FILE, the path of a file that holds the value: that is how secrets are mounted into
 * containers, where a variable would show up in the description of the container and in every child process.
 */
public final class Environment {

    private static final String FILE = "_FILE";
    private static final int MAX_FILE_BYTES = 64 * 1024;

    private final Map<String, String> variables;
    private final Map<String, Optional<String>> read = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Setting> asked = new HashSet<>();

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Whether a setting is given, in either way. */
    public static boolean isGiven(Map<String, String> variables, String name) {
        return variables.containsKey(name) || variables.containsKey(name + FILE);
    }

    /** Every setting that was asked for so far, in whatever way. */
    public Set<Setting> asked() {
        return Set.copyOf(asked);
    }

    /** The value, or empty when it is missing or blank. */
    public Optional<String> optional(String name) {
        asked.add(new Setting(name, false, Optional.empty()));
        return value(name);
    }

    public String required(String name) {
        asked.add(new Setting(name, true, Optional.empty()));
        return value(name).orElseGet(() -> fine(name) ? problem(name, "is missing", "") : "");
    }

    public String text(String name, String defaultValue) {
        return valueOrDefault(name, defaultValue).orElse(defaultValue);
    }

    /** A URI with one of the schemes. Its value is not part of any message, for it may hold a password. */
    public String uri(String name, List<String> schemes) {
        var value = required(name);
        return value.isEmpty() ? "" : checkedUri(name, value, schemes);
    }

    /** A TCP port; 0 lets the system choose. */
    public int port(String name, int defaultPort) {
        return integer(name, defaultPort, 0, 65_535);
    }

    public int integer(String name, int defaultValue, int min, int max) {
        return valueOrDefault(name, defaultValue)
                .map(text -> parseInteger(name, text, min, max))
                .orElse(defaultValue);
    }

    /** An ISO-8601 duration such as PT15M, not negative. */
    public Duration duration(String name, Duration defaultValue) {
        return valueOrDefault(name, defaultValue)
                .map(text -> parseDuration(name, text))
                .orElse(defaultValue);
    }

    /** An ISO-8601 duration such as PT15M, longer than nothing. */
    public Duration positiveDuration(String name, Duration defaultValue) {
        var duration = duration(name, defaultValue);
        return duration.isZero() && fine(name) ? problem(name, "must be longer than nothing", defaultValue) : duration;
    }

    public boolean flag(String name, boolean defaultValue) {
        return oneOf(name, List.of("true", "false"), Boolean.toString(defaultValue))
                .equals("true");
    }

    public String oneOf(String name, List<String> values, String defaultValue) {
        var value = text(name, defaultValue);
        return values.contains(value)
                ? value
                : problem(name, "must be one of " + String.join(", ", values), defaultValue);
    }

    /** The currency of all prices. */
    public Currency currency() {
        return Currency.find(text("CURRENCY", Currency.DEFAULT.code()))
                .orElseGet(() -> problem(
                        "CURRENCY", "must be an ISO 4217 code such as usd, and not ISK, UGX or MGA", Currency.DEFAULT));
    }

    /** Notes a problem that a rule of the caller's own found. */
    public <T> T problem(String name, String message, T placeholder) {
        problems.add(name + " " + message);
        return placeholder;
    }

    private Optional<String> value(String name) {
        return read.computeIfAbsent(name, this::look);
    }

    private Optional<String> look(String name) {
        var value = variable(name);
        var file = variable(name + FILE);
        if (value.isPresent() && file.isPresent()) {
            return problem(name, "and " + name + FILE + " are both set", Optional.empty());
        }
        return file.isPresent() ? contents(name, file.get()) : value;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** What a file holds, without the white space around it: an editor ends the last line, which is not meant. */
    private Optional<String> contents(String name, String path) {
        try (var stream = Files.newInputStream(Path.of(path))) {
            var bytes = stream.readNBytes(MAX_FILE_BYTES + 1);
            return bytes.length > MAX_FILE_BYTES
                    ? problem(name, "cannot be read, " + name + FILE + " is over 64 KiB", Optional.empty())
                    : Optional.of(new String(bytes, StandardCharsets.UTF_8).strip())
                            .filter(value -> !value.isEmpty());
        } catch (IOException | InvalidPathException unreadable) {
            return problem(name, "cannot be read from the file that " + name + FILE + " names", Optional.empty());
        }
    }

    private Optional<String> valueOrDefault(String name, Object defaultValue) {
        asked.add(new Setting(name, false, Optional.of(defaultValue.toString())));
        return value(name);
    }

    private boolean fine(String name) {
        return problems.stream().noneMatch(problem -> problem.startsWith(name + " "));
    }

    /** Throws every problem found, if there is any. */
    public void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems.stream().distinct().toList());
        }
    }

    private String checkedUri(String name, String value, List<String> schemes) {
        try {
            // A list of hosts, as MongoDB allows it, is a valid authority for URI.
            var scheme = new URI(value).getScheme();
            if (scheme != null && schemes.contains(scheme)) {
                return value;
            }
        } catch (URISyntaxException malformed) {
            return problem(name, "is not a well-formed URI", "");
        }
        return problem(name, "must start with " + String.join(":// or ", schemes) + "://", "");
    }

    private Integer parseInteger(String name, String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            return problem(name, "must be a whole number", min);
        }
        return problem(name, "must be between %d and %d".formatted(min, max), min);
    }

    private Duration parseDuration(String name, String text) {
        try {
            var duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException malformed) {
            return problem(name, "must be an ISO-8601 duration such as PT15M", Duration.ZERO);
        }
        return problem(name, "must not be negative", Duration.ZERO);
    }
}
