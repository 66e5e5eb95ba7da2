package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param publicUrl how browsers reach it, such as https://shop.example; empty for its own address
 */
public record StripeSimulatorSettings(
        String httpHost,
        int httpPort,
        String secretKey,
        Optional<Path> ledgerFile,
        Optional<String> publicUrl,
        WebhookEndpoint webhooks,
        Limits limits) {

    /**
     * Who is told of events.
     *
     * @param url empty where it is not known yet: {@link StripeSimulatorVerticle#sendWebhooksTo}
     * @param secrets what events are signed with, each one, oldest first; none where nobody is told
     */
    public record WebhookEndpoint(Optional<String> url, List<String> secrets) {

        public static final WebhookEndpoint NONE = new WebhookEndpoint(Optional.empty(), List.of());
    }

    /**
     * What only tests change.
     *
     * @param slowSeconds how long refunds and payments take that are not settled at once
     * @param keyLifetime how long the answer to an Idempotency-Key is kept; Stripe keeps it for at least 24 hours
     * @param maxKeys how many of them are kept; further ones are refused with 429 until older ones have expired
     */
    public record Limits(long slowSeconds, Duration keyLifetime, int maxKeys) {

        public static final Limits USUAL = new Limits(5, Duration.ofHours(24), 200_000);
    }

    /** On a free port of the loopback interface, forgotten when it stops, without webhooks. */
    public static StripeSimulatorSettings inMemory(String secretKey) {
        return new StripeSimulatorSettings(
                "127.0.0.1", 0, secretKey, Optional.empty(), Optional.empty(), WebhookEndpoint.NONE, Limits.USUAL);
    }

    public StripeSimulatorSettings withHttp(String host, int port) {
        return new StripeSimulatorSettings(host, port, secretKey, ledgerFile, publicUrl, webhooks, limits);
    }

    public StripeSimulatorSettings withLedgerFile(Path file) {
        return new StripeSimulatorSettings(
                httpHost, httpPort, secretKey, Optional.of(file), publicUrl, webhooks, limits);
    }

    public StripeSimulatorSettings withPublicUrl(String url) {
        return new StripeSimulatorSettings(
                httpHost, httpPort, secretKey, ledgerFile, Optional.of(url), webhooks, limits);
    }

    public StripeSimulatorSettings withWebhooks(WebhookEndpoint endpoint) {
        return new StripeSimulatorSettings(httpHost, httpPort, secretKey, ledgerFile, publicUrl, endpoint, limits);
    }

    public StripeSimulatorSettings withLimits(Limits others) {
        return new StripeSimulatorSettings(httpHost, httpPort, secretKey, ledgerFile, publicUrl, webhooks, others);
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
        Optional<String> publicUrl = check(problems, Optional.empty(), () -> publicUrl(environment));
        WebhookEndpoint webhooks = webhooks(problems, environment);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("settings: " + String.join("; ", problems));
        }
        return new StripeSimulatorSettings(host, port, secretKey, ledgerFile, publicUrl, webhooks, Limits.USUAL);
    }

    private static WebhookEndpoint webhooks(List<String> problems, Map<String, String> environment) {
        Optional<String> url = check(
                problems, Optional.empty(), () -> address("WEBHOOK_URL", environment.getOrDefault("WEBHOOK_URL", "")));
        List<String> secrets = check(problems, null, () -> webhookSecrets(environment));
        if (url.isPresent() && secrets != null && secrets.isEmpty()) {
            problems.add("STRIPE_WEBHOOK_SECRET is missing, which WEBHOOK_URL needs");
        }
        return new WebhookEndpoint(url, secrets);
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

    /** As it is, or from the file that NAME_FILE names; empty when neither is there. */
    private static String secret(Map<String, String> environment, String name) {
        String text = environment.getOrDefault(name, "").strip();
        String file = environment.getOrDefault(name + "_FILE", "").strip();
        if (!text.isEmpty() && !file.isEmpty()) {
            throw new IllegalArgumentException(name + " and " + name + "_FILE are both set");
        }
        return file.isEmpty() ? text : contents(name, file);
    }

    private static String contents(String name, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(name + "_FILE cannot be read", unreadable);
        }
    }

    private static String secretKey(Map<String, String> environment) {
        String text = secret(environment, "STRIPE_SECRET_KEY");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("STRIPE_SECRET_KEY is missing");
        }
        if (text.startsWith("sk_live_") || text.startsWith("rk_live_")) {
            throw new IllegalArgumentException("STRIPE_SECRET_KEY is a live key, which does not belong here");
        }
        return text;
    }

    private static List<String> webhookSecrets(Map<String, String> environment) {
        String text = secret(environment, "STRIPE_WEBHOOK_SECRET");
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> secrets = Arrays.stream(text.split(",")).map(String::strip).toList();
        if (!secrets.stream().allMatch(secret -> secret.matches("whsec_\\S+"))) {
            throw new IllegalArgumentException("STRIPE_WEBHOOK_SECRET must be whsec_..., or several between commas");
        }
        return secrets;
    }

    /** The first, where there are several with commas between them, without a slash at its end. */
    private static Optional<String> publicUrl(Map<String, String> environment) {
        String first = environment.getOrDefault("PUBLIC_URL", "").replaceFirst(",.*", "");
        return address("PUBLIC_URL", first.strip().replaceFirst("/$", ""));
    }

    private static Optional<String> address(String name, String given) {
        String text = given.strip();
        if (text.isEmpty() || WebAddress.isOne(text)) {
            return Optional.of(text).filter(address -> !address.isEmpty());
        }
        throw new IllegalArgumentException(name + " is not an http or https address: " + text);
    }

    private static Optional<Path> ledgerFile(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException("LEDGER_FILE is not a path: " + text, notAPath);
        }
    }
}
