package dev.ticketing.stripesimulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a simulator runs.
 *
 * @param httpPort 0 for any free one
 * @param secretKey the only API key it accepts
 * @param ledgerFile where everything is kept; empty to keep it in memory only
 * @param keyLifetime how long the answer to an Idempotency-Key is kept; Stripe keeps it for at least 24 hours
 * @param maxKeys how many of them are kept; further ones are refused with 429 until older ones have expired
 */
public record StripeSimulatorSettings(
        String httpHost, int httpPort, String secretKey, Optional<Path> ledgerFile, Duration keyLifetime, int maxKeys) {

    static final Duration STRIPES_KEY_LIFETIME = Duration.ofHours(24);
    static final int MAX_KEYS = 200_000;

    /** On a free port of the loopback interface, forgotten when it stops. */
    public static StripeSimulatorSettings inMemory(String secretKey) {
        return new StripeSimulatorSettings("127.0.0.1", 0, secretKey, Optional.empty(), STRIPES_KEY_LIFETIME, MAX_KEYS);
    }

    public StripeSimulatorSettings withHttp(String host, int port) {
        return new StripeSimulatorSettings(host, port, secretKey, ledgerFile, keyLifetime, maxKeys);
    }

    public StripeSimulatorSettings withLedgerFile(Path file) {
        return new StripeSimulatorSettings(httpHost, httpPort, secretKey, Optional.of(file), keyLifetime, maxKeys);
    }

    public StripeSimulatorSettings withKeyLifetime(Duration lifetime) {
        return new StripeSimulatorSettings(httpHost, httpPort, secretKey, ledgerFile, lifetime, maxKeys);
    }

    public StripeSimulatorSettings withMaxKeys(int max) {
        return new StripeSimulatorSettings(httpHost, httpPort, secretKey, ledgerFile, keyLifetime, max);
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException with one message that lists everything wrong
     */
    public static StripeSimulatorSettings fromEnvironment(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        String host = environment.getOrDefault("HTTP_HOST", "127.0.0.1");
        int port = check(problems, -1, () -> port(environment.getOrDefault("HTTP_PORT", "12111")));
        String secretKey = check(problems, "", () -> secretKey(environment));
        Optional<Path> ledgerFile = check(problems, Optional.empty(), () -> ledgerFile(environment.get("LEDGER_FILE")));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("settings: " + String.join("; ", problems));
        }
        return new StripeSimulatorSettings(host, port, secretKey, ledgerFile, STRIPES_KEY_LIFETIME, MAX_KEYS);
    }

    private static <T> T check(List<String> problems, T otherwise, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException problem) {
            problems.add(problem.getMessage());
            return otherwise;
        }
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("HTTP_PORT is not a port: " + text);
    }

    /** As it is, or from the file that STRIPE_SECRET_KEY_FILE names. */
    private static String secretKey(Map<String, String> environment) {
        String text = environment.getOrDefault("STRIPE_SECRET_KEY", "").strip();
        String file = environment.getOrDefault("STRIPE_SECRET_KEY_FILE", "").strip();
        if (!text.isEmpty() && !file.isEmpty()) {
            throw new IllegalArgumentException("STRIPE_SECRET_KEY and STRIPE_SECRET_KEY_FILE are both set");
        }
        return checkedKey(file.isEmpty() ? text : contents(file));
    }

    private static String contents(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("STRIPE_SECRET_KEY_FILE cannot be read", unreadable);
        }
    }

    private static String checkedKey(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("STRIPE_SECRET_KEY is missing");
        }
        if (text.startsWith("sk_live_") || text.startsWith("rk_live_")) {
            throw new IllegalArgumentException("STRIPE_SECRET_KEY is a live key, which does not belong here");
        }
        return text;
    }

    private static Optional<Path> ledgerFile(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException("LEDGER_FILE is not a path: " + text, notAPath);
        }
    }
}
