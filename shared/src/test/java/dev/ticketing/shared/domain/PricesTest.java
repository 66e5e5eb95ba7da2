package dev.ticketing.shared.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {

    private static final int ALL_UP_TO = 200_000;

    @ParameterizedTest
    @CsvSource({
        "19.99, 1999",
        "19.990, 1999",
        "1999e-2, 1999",
        "0.01, 1",
        "0.1, 10",
        "1, 100",
        "1.0, 100",
        "1e2, 10000",
        "0.29, 29",
        "1.15, 115",
        "4.35, 435",
        "8.2, 820",
        "1150.15, 115015",
        "999999, 99999900",
        "999999.99, 99999999",
        "9.9999999E5, 99999999"
    })
    void what_people_write_is_read_to_the_cent(String json, long cents) {
        assertThat(parsed(json)).hasValue(cents);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "-0.0",
                "-1",
                "-19.99",
                "19.999",
                "0.001",
                "0.009",
                "1e-3",
                "4.9e-324",
                "1e-400",
                "1000000",
                "1000000.00",
                "999999.991",
                "999999.999",
                "1e6",
                "1e15",
                "1e400",
                "-1e400",
                "1.7976931348623157e308",
                "2147483647",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "100000000000000000000000000000000000000000000000000000000000000000000000000000000001"
            })
    void what_is_no_price_is_refused(String json) {
        assertThat(parsed(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE})
    void what_is_no_finite_price_is_refused(double number) {
        assertThat(Prices.toCents(number)).isEmpty();
        assertThat(Prices.toCents((float) number)).isEmpty();
    }

    @Test
    void every_price_goes_through_json_and_comes_back_to_the_cent() {
        for (long cents = 1; cents <= ALL_UP_TO; cents++) {
            assertThatItComesBack(cents);
        }
        for (long cents = Prices.MAX_CENTS - ALL_UP_TO; cents <= Prices.MAX_CENTS; cents++) {
            assertThatItComesBack(cents);
        }
    }

    @Test
    void a_price_is_written_with_two_places() {
        assertThat(new JsonObject().put("price", Prices.fromCents(1)).encode()).isEqualTo("{\"price\":0.01}");
        assertThat(new JsonObject().put("price", Prices.fromCents(1999)).encode())
                .isEqualTo("{\"price\":19.99}");
        assertThat(new JsonObject().put("price", Prices.fromCents(10_000)).encode())
                .isEqualTo("{\"price\":100.00}");
    }

    /** As the API writes it, as programs write a double, and, where it is whole, as they write an integer. */
    private static void assertThatItComesBack(long cents) {
        var written = new JsonObject().put("price", Prices.fromCents(cents)).encode();
        assertThat(Prices.toCents((Number) new JsonObject(written).getValue("price")))
                .hasValue(cents);
        assertThat(Prices.toCents(cents / 100.0)).hasValue(cents);
        if (cents % 100 == 0) {
            assertThat(Prices.toCents(cents / 100)).hasValue(cents);
            assertThat(Prices.toCents((int) (cents / 100))).hasValue(cents);
        }
    }

    private static OptionalLong parsed(String json) {
        return Prices.toCents((Number) new JsonObject("{\"price\":" + json + "}").getValue("price"));
    }
}
