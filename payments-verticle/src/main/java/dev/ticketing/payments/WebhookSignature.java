package dev.ticketing.payments;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a webhook is from Stripe and was sent just now (https://docs.stripe.com/webhooks/signature): its header
 * {@code t=<seconds>,v1=<hex>} must have an HMAC-SHA256 of {@code <seconds>.<body>} under one of the secrets, over the
 * bytes as they came.
 */
final class WebhookSignature {

    /** As Stripe's own libraries have it: who has recorded one cannot send it again much later. */
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    /** So far two clocks that keep time may differ. */
    static final Duration MAX_AHEAD = Duration.ofSeconds(30);

    private static final int MAX_HEADER = 4_096;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<String> secrets;

    /**
     * Knows the secrets.
     *
     * @param secrets any of which may have signed: the next one is added before Stripe uses it
     */
    WebhookSignature(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** Whether the body was signed with one of the secrets, now. */
    boolean isGenuine(Buffer body, String header, Instant now) {
        if (header == null || header.length() > MAX_HEADER) {
            return false;
        }
        var times = valuesOf(header, "t");
        return times.size() == 1
                && SECONDS.matcher(times.get(0)).matches()
                && isRecent(Instant.ofEpochSecond(Long.parseLong(times.get(0))), now)
                && isSigned(times.get(0), body, valuesOf(header, "v1"));
    }

    private static boolean isRecent(Instant sent, Instant now) {
        return !sent.isBefore(now.minus(MAX_AGE)) && !sent.isAfter(now.plus(MAX_AHEAD));
    }

    private boolean isSigned(String time, Buffer body, List<String> signatures) {
        return secrets.stream().map(secret -> hmac(secret, time, body)).anyMatch(right -> signatures.stream()
                .anyMatch(given -> isEqual(right, given)));
    }

    /** In a time that says nothing about where they differ. */
    private static boolean isEqual(String right, String given) {
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.US_ASCII),
                given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> valuesOf(String header, String name) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .toList();
    }

    private static String hmac(String secret, String time, Buffer body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
