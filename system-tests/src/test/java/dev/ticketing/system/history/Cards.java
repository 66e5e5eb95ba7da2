package dev.ticketing.system.history;

/** The test cards that people pay with: https://docs.stripe.com/testing. */
public final class Cards {

    public static final String GOOD = "tok_visa";
    public static final String DECLINED = "tok_chargeDeclined";

    private Cards() {}

    /** Whether a payment was tried with a card that pays. */
    static boolean pays(Call payment) {
        return GOOD.equals(payment.sent().getString("token"));
    }
}
