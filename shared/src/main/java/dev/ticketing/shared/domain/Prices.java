package dev.ticketing.shared.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Prices are integer minor units (cents) inside; outside they are decimal numbers with at most two places. */
public final class Prices {

    /** The highest price there is: 999,999.99, just within what Stripe takes in one charge. */
    public static final long MAX_CENTS = 99_999_999;

    private Prices() {}

    /**
     * Converts a JSON number to cents.
     *
     * @return the cents, or empty unless it is finite, greater than 0, at most 999999.99 and has at most two places
     */
    public static OptionalLong toCents(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            return OptionalLong.empty();
        }
        // The decimal text of a double is the shortest one that reads back as the same double, so 19.99 stays 19.99.
        var decimal = new BigDecimal(number.toString());
        if (decimal.signum() <= 0 || decimal.precision() - decimal.scale() > 6) {
            return OptionalLong.empty();
        }
        try {
            var cents = decimal.setScale(2, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
            return OptionalLong.of(cents);
        } catch (ArithmeticException moreThanTwoPlaces) {
            return OptionalLong.empty();
        }
    }

    /** The decimal number for an amount in cents, always with two places. */
    public static BigDecimal fromCents(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
