package dev.ticketing.shared.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The currency of prices. They are integers of its minor unit inside, called cents whatever their name: hundredths of a
 * dollar, whole yen, thousandths of a dinar. Outside they are decimal numbers with at most as many places as it has.
 *
 * @param code ISO 4217, in lower case as Stripe writes it
 * @param decimals how many places its minor unit is behind the point
 */
public record Currency(String code, int decimals) {

    /** Where nothing else is set. */
    public static final Currency DEFAULT = new Currency("usd", 2);

    /** What Stripe takes in one charge is eight digits of the minor unit, and more in some currencies. */
    private static final long MAX_CENTS = 99_999_999;

    private static final int MOST_DECIMALS = 3;

    /** Banks do not handle thousandths: Stripe refuses amounts whose third decimal is not 0. */
    private static final long TEN_THOUSANDTHS = 10;

    /**
     * Those whose minor unit at Stripe is not ISO's: ISK and UGX have none, but Stripe wants hundredths; MGA's is a fifth,
     * which Stripe has not. https://docs.stripe.com/currencies#special-cases
     */
    private static final Set<String> DIFFERENT_AT_STRIPE = Set.of("ISK", "UGX", "MGA");

    /** The currency of an ISO 4217 code in any case; empty where there is none, or one whose amounts Stripe counts otherwise. */
    public static Optional<Currency> find(String code) {
        try {
            var iso = java.util.Currency.getInstance(code.toUpperCase(Locale.ROOT));
            int decimals = iso.getDefaultFractionDigits();
            return decimals < 0 || decimals > MOST_DECIMALS || DIFFERENT_AT_STRIPE.contains(iso.getCurrencyCode())
                    ? Optional.empty()
                    : Optional.of(new Currency(iso.getCurrencyCode().toLowerCase(Locale.ROOT), decimals));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /**
     * The currency of a code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Currency of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no currency of ours: " + code));
    }

    /**
     * Converts a JSON number to cents.
     *
     * @return the cents, or empty unless they are a price: greater than 0, and at most what {@link #limit} says
     */
    public OptionalLong toCents(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            return OptionalLong.empty();
        }
        // The decimal text of a double is the shortest one that reads back as the same double, so 19.99 stays 19.99.
        var decimal = new BigDecimal(number.toString());
        if (decimal.signum() <= 0 || decimal.precision() - decimal.scale() > digitsBeforePoint()) {
            return OptionalLong.empty();
        }
        try {
            long cents = decimal.setScale(decimals, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
            return cents % stepCents() == 0 ? OptionalLong.of(cents) : OptionalLong.empty();
        } catch (ArithmeticException tooManyPlaces) {
            return OptionalLong.empty();
        }
    }

    /** The decimal number for an amount in cents, always with all its places. */
    public BigDecimal fromCents(long cents) {
        return BigDecimal.valueOf(cents, decimals);
    }

    /** The highest price there is, in cents: 999,999.99 dollars, 99,999,999 yen, 99,999.990 dinars. */
    public long maxCents() {
        return MAX_CENTS - MAX_CENTS % stepCents();
    }

    /** Up to where prices go, and in which steps: "999999.99 with at most two decimals", for example. */
    public String limit() {
        return fromCents(maxCents()).toPlainString()
                + switch (decimals) {
                    case 0 -> " without decimals";
                    case 1 -> " with at most one decimal";
                    case 2 -> " with at most two decimals";
                    default -> " in steps of " + fromCents(stepCents()).toPlainString();
                };
    }

    private long stepCents() {
        return decimals == MOST_DECIMALS ? TEN_THOUSANDTHS : 1;
    }

    private int digitsBeforePoint() {
        return Long.toString(MAX_CENTS).length() - decimals;
    }
}
