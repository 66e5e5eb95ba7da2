package dev.ticketing.stripesimulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Stripe-Signature header (https://docs.stripe.com/webhooks#verify-manually): HMAC-SHA256 over the time, a dot and
 * the body, once for each secret, as Stripe does while a secret is being rolled.
 */
public final class WebhookSignature {

    private static final String HMAC = "HmacSHA256";

    private final List<String> secrets;

    public WebhookSignature(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** The header's value; the time is in seconds since the epoch. */
    public String of(String body, long at) {
        String signed = at + "." + body;
        return secrets.stream()
                .map(secret -> ",v1=" + hmac(secret, signed))
                .collect(Collectors.joining("", "t=" + at, ""));
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
