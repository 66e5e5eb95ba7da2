package dev.ticketing.shared.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyTest {

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
        assertThat(Currency.DEFAULT.toCents(number)).isEmpty();
        assertThat(Currency.DEFAULT.toCents((float) number)).isEmpty();
    }

    @Test
    void every_price_goes_through_json_and_comes_back_to_the_cent() {
        for (long cents = 1; cents <= ALL_UP_TO; cents++) {
            assertThatItComesBack(cents);
        }
        for (long cents = Currency.DEFAULT.maxCents() - ALL_UP_TO; cents <= Currency.DEFAULT.maxCents(); cents++) {
            assertThatItComesBack(cents);
        }
    }

    @Test
    void a_price_is_written_with_two_places() {
        assertThat(new JsonObject().put("price", Currency.DEFAULT.fromCents(1)).encode())
                .isEqualTo("{\"price\":0.01}");
        assertThat(new JsonObject()
                        .put("price", Currency.DEFAULT.fromCents(1999))
                        .encode())
                .isEqualTo("{\"price\":19.99}");
        assertThat(new JsonObject()
                        .put("price", Currency.DEFAULT.fromCents(10_000))
                        .encode())
                .isEqualTo("{\"price\":100.00}");
    }

    /** As the API writes it, as programs write a double, and, where it is whole, as they write an integer. */
    private static void assertThatItComesBack(long cents) {
        var written =
                new JsonObject().put("price", Currency.DEFAULT.fromCents(cents)).encode();
        assertThat(Currency.DEFAULT.toCents((Number) new JsonObject(written).getValue("price")))
                .hasValue(cents);
        assertThat(Currency.DEFAULT.toCents(cents / 100.0)).hasValue(cents);
        if (cents % 100 == 0) {
            assertThat(Currency.DEFAULT.toCents(cents / 100)).hasValue(cents);
            assertThat(Currency.DEFAULT.toCents((int) (cents / 100))).hasValue(cents);
        }
    }

    private static OptionalLong parsed(String json) {
        return Currency.DEFAULT.toCents((Number) new JsonObject("{\"price\":" + json + "}").getValue("price"));
    }

    @ParameterizedTest
    @CsvSource({
        "jpy, 1, 1",
        "jpy, 1999, 1999",
        "jpy, 1999.0, 1999",
        "jpy, 1e6, 1000000",
        "jpy, 99999999, 99999999",
        "kwd, 0.01, 10",
        "kwd, 1.230, 1230",
        "kwd, 19.99, 19990",
        "kwd, 99999.99, 99999990",
        "kwd, 99999.990, 99999990",
        "huf, 19.99, 1999"
    })
    void every_currency_has_its_own_minor_unit(String code, String json, long cents) {
        var currency = Currency.of(code);
        var number = (Number) new JsonObject("{\"price\":" + json + "}").getValue("price");
        assertThat(currency.toCents(number)).hasValue(cents);
        assertThat(currency.toCents(currency.fromCents(cents))).hasValue(cents);
        assertThat(currency.fromCents(cents)).isEqualByComparingTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "jpy, 0.5",
        "jpy, 19.99",
        "jpy, 100000000",
        "jpy, 99999999.5",
        "kwd, 1.999",
        "kwd, 0.001",
        "kwd, 0.0001",
        "kwd, 99999.991",
        "kwd, 99999.999",
        "kwd, 100000"
    })
    void what_a_currency_has_no_units_for_is_no_price(String code, double number) {
        assertThat(Currency.of(code).toCents(number)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "usd, 99999999, 999999.99 with at most two decimals, 19.99",
        "jpy, 99999999, 99999999 without decimals, 1999",
        "kwd, 99999990, 99999.990 in steps of 0.010, 1.999"
    })
    void what_prices_there_are_is_said_in_its_own_decimals(String code, long max, String limit, String written) {
        var currency = Currency.of(code);
        assertThat(currency.maxCents()).isEqualTo(max);
        assertThat(currency.limit()).isEqualTo(limit);
        assertThat(new JsonObject().put("price", currency.fromCents(1999)).encode())
                .isEqualTo("{\"price\":" + written + "}");
    }

    @ParameterizedTest
    @CsvSource({"USD, 2", "eur, 2", "Jpy, 0", "krw, 0", "KWD, 3", "tnd, 3", "huf, 2", "twd, 2"})
    void a_currency_is_found_by_its_code(String code, int decimals) {
        assertThat(Currency.find(code)).contains(new Currency(code.toLowerCase(Locale.ROOT), decimals));
    }

    /** Unknown, without a minor unit, with four decimals, or counted otherwise by Stripe. */
    @ParameterizedTest
    @ValueSource(strings = {"gold", "", "us", "xau", "xxx", "clf", "isk", "UGX", "mga"})
    void a_currency_that_would_be_charged_wrongly_is_none(String code) {
        assertThat(Currency.find(code)).isEmpty();
        assertThatThrownBy(() -> Currency.of(code)).isInstanceOf(IllegalArgumentException.class);
    }
}
