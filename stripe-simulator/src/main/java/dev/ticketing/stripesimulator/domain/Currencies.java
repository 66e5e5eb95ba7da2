package dev.ticketing.stripesimulator.domain;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The currencies Stripe takes cards in (https://docs.stripe.com/currencies), and amounts as its messages show them. */
final class Currencies {

    private static final String CODES =
            "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bif bmd bnd bob brl bsd "
                    + "bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp "
                    + "gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jpy kes kgs khr kmf "
                    + "krw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn "
                    + "nad ngn nio nok npr nzd pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr "
                    + "sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx uyu uzs vnd vuv "
                    + "wst xaf xcd xcg xof xpf yer zar zmw bhd jod kwd omr tnd";

    private static final List<String> SUPPORTED = List.of(CODES.split(" "));

    private static final Map<String, String> SYMBOLS = Map.of("usd", "$", "eur", "€", "gbp", "£", "jpy", "¥");

    private Currencies() {}

    /** Any case is taken, lower case is kept. */
    static String check(String given) {
        String currency = given.toLowerCase(Locale.ROOT);
        if (SUPPORTED.contains(currency)) {
            return currency;
        }
        throw new Refusal(StripeError.invalid(
                null,
                "currency",
                "Invalid currency: " + currency + ". Stripe currently supports these currencies: "
                        + String.join(", ", SUPPORTED)));
    }

    /** Such as $1,234.50. */
    static String format(long minorUnits, String currency) {
        int digits = fractionDigits(currency);
        String pattern = digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
        String number = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(BigDecimal.valueOf(minorUnits, digits));
        String symbol = SYMBOLS.get(currency);
        return symbol == null ? number + " " + currency : symbol + number;
    }

    private static int fractionDigits(String currency) {
        try {
            return Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits();
        } catch (IllegalArgumentException newerThanThisJdk) {
            return 2;
        }
    }
}
