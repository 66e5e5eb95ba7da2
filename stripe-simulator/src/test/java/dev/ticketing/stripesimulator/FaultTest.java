package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/payment_intents/*/confirm, /v1/payment_intents/pi_1/confirm, true",
        "/v1/payment_intents/*/confirm, /v1/payment_intents/pi_1/cancel, false",
        "/v1/payment_intents/*/confirm, /v1/payment_intents/pi_1, false",
        "/v1/payment_intents, /v1/payment_intents, true",
        "/v1/payment_intents, /v1/payment_intents/pi_1, false",
        "/v1/*, /v1/refunds, true",
        "/v1/*, /v1/refunds/re_1, false",
    })
    void a_star_stands_for_one_segment(String pattern, String path, boolean hits) {
        assertThat(new Fault("*", pattern, Fault.Kind.DELAY, 1, 0).hits("POST", path))
                .isEqualTo(hits);
        assertThat(new Fault("GET", pattern, Fault.Kind.DELAY, 1, 0).hits("POST", path))
                .isFalse();
    }
}
