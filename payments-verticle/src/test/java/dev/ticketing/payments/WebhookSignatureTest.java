package dev.ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final String SECRET = "whsec_one";
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final Buffer BODY = Buffer.buffer("{\"id\":\"evt_1\"}");

    private final WebhookSignature signature = new WebhookSignature(List.of("whsec_next", SECRET));

    @ParameterizedTest
    @CsvSource({"0, true", "-300, true", "-301, false", "30, true", "31, false", "86400, false"})
    void it_must_be_of_now_give_or_take_what_a_request_and_clocks_may(long seconds, boolean isGenuine) {
        assertThat(signature.isGenuine(BODY, header(NOW.plusSeconds(seconds), SECRET), NOW))
                .isEqualTo(isGenuine);
    }

    @Test
    void any_secret_of_ours_will_do_and_no_other() {
        assertThat(signature.isGenuine(BODY, header(NOW, "whsec_next"), NOW)).isTrue();
        assertThat(signature.isGenuine(BODY, header(NOW, "whsec_another"), NOW)).isFalse();
    }

    @Test
    void it_is_over_the_bytes_as_they_came() {
        var header = header(NOW, SECRET);
        assertThat(signature.isGenuine(BODY, header, NOW)).isTrue();
        assertThat(signature.isGenuine(Buffer.buffer(BODY + "\n"), header, NOW)).isFalse();
        assertThat(signature.isGenuine(Buffer.buffer(new byte[] {(byte) 0xff}), header, NOW))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=",
                "v1=",
                "t=1,v1",
                "t=-1,v1=00",
                "t=99999999999999999999,v1=00",
                "t=1893492000",
                "t=1893492000,t=1893492000,v1=00",
                "t=1893492000,v1=",
                "t=1893492000,v0=00"
            })
    void what_is_no_signature_is_refused(String header) {
        assertThat(signature.isGenuine(BODY, header, NOW)).isFalse();
    }

    @Test
    void none_at_all_and_one_without_end_are_refused() {
        assertThat(signature.isGenuine(BODY, null, NOW)).isFalse();
        assertThat(signature.isGenuine(BODY, header(NOW, SECRET) + ",v1=00".repeat(1_000), NOW))
                .isFalse();
    }

    /** As Stripe's own library has it. */
    @Test
    void it_is_what_stripes_own_library_takes() throws SignatureVerificationException {
        var header = header(NOW, SECRET);
        assertThat(Webhook.Signature.verifyHeader(BODY.toString(), header, SECRET, 0))
                .isTrue();
    }

    private static String header(Instant at, String secret) {
        return new dev.ticketing.stripesimulator.WebhookSignature(List.of(secret))
                .of(BODY.toString(), at.getEpochSecond());
    }
}
