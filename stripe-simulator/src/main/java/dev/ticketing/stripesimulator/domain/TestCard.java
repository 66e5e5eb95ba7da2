package dev.ticketing.stripesimulator.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Stripe's test cards (https://docs.stripe.com/testing). Each is known as a token {@code tok_<name>} and as a payment
 * method {@code pm_card_<name>}; Stripe's older and newer spellings both work.
 */
@SuppressWarnings("ImmutableEnumChecker") // it cannot know that Behaviour and List.of are immutable
public enum TestCard {
    VISA("visa", "4242", pays(), "visa"),
    VISA_DEBIT("visa", "5556", pays(), "visa_debit"),
    MASTERCARD("mastercard", "4444", pays(), "mastercard"),
    MASTERCARD_DEBIT("mastercard", "8210", pays(), "mastercard_debit"),
    AMEX("amex", "8431", pays(), "amex"),
    DISCOVER("discover", "9424", pays(), "discover"),
    DINERS("diners", "0004", pays(), "diners"),
    JCB("jcb", "0505", pays(), "jcb"),
    UNIONPAY("unionpay", "0005", pays(), "unionpay"),
    REFUND_PENDING("visa", "7726", refunds(Refund.Status.SUCCEEDED), "pendingRefund"),
    REFUND_FAILS("visa", "5126", refunds(Refund.Status.FAILED), "refundFail"),
    DISPUTED("visa", "0259", disputed("fraudulent", false), "createDispute"),
    DISPUTED_PRODUCT_NOT_RECEIVED(
            "visa", "2685", disputed("product_not_received", false), "createDisputeProductNotReceived"),
    DISPUTED_BY_INQUIRY("visa", "1976", disputed("fraudulent", true), "createDisputeInquiry"),
    GENERIC_DECLINE("visa", "0002", declines("generic_decline"), "chargeDeclined", "visa_chargeDeclined"),
    INSUFFICIENT_FUNDS(
            "visa",
            "9995",
            declines("card_declined", "insufficient_funds", "Your card has insufficient funds."),
            "chargeDeclinedInsufficientFunds",
            "visa_chargeDeclinedInsufficientFunds"),
    LOST_CARD("visa", "9987", declines("lost_card"), "chargeDeclinedLostCard", "visa_chargeDeclinedLostCard"),
    STOLEN_CARD("visa", "9979", declines("stolen_card"), "chargeDeclinedStolenCard", "visa_chargeDeclinedStolenCard"),
    FRAUDULENT("visa", "0019", declines("fraudulent"), "chargeDeclinedFraudulent", "visa_chargeDeclinedFraudulent"),
    VELOCITY_LIMIT(
            "visa",
            "6975",
            declines(
                    "card_declined",
                    "card_velocity_exceeded",
                    "Your card was declined for making repeated attempts too frequently or exceeding its"
                            + " amount limit."),
            "chargeDeclinedVelocityLimitExceeded",
            "visa_chargeDeclinedVelocityLimitExceeded"),
    EXPIRED_CARD("visa", "0069", declines("expired_card", null, "Your card has expired."), "chargeDeclinedExpiredCard"),
    INCORRECT_CVC(
            "visa",
            "0127",
            declines("incorrect_cvc", null, "Your card's security code is incorrect."),
            "chargeDeclinedIncorrectCvc"),
    PROCESSING_ERROR(
            "visa",
            "0119",
            declines(
                    "processing_error",
                    null,
                    "An error occurred while processing your card. Try again in a little bit."),
            "chargeDeclinedProcessingError"),
    /** Not one of Stripe's: cards whose banks take their time, as Stripe says of other ways to pay. */
    PROCESSING("visa", "0101", slow(null), "processing"),
    PROCESSING_DECLINED("visa", "0102", slow(declines("generic_decline").decline()), "processingThenDeclined"),
    CUSTOMER_FAIL("visa", "0341", declines("generic_decline"), "chargeCustomerFail"),
    AUTHENTICATION_REQUIRED("visa", "3184", asksThen(null), "authenticationRequired"),
    THREE_D_SECURE_REQUIRED("visa", "3220", asksThen(null), "threeDSecure2Required", "threeDSecureRequired"),
    THREE_D_SECURE_DECLINED(
            "visa", "1629", asksThen(declines("generic_decline").decline()), "threeDSecureRequiredChargeDeclined"),
    AUTHENTICATION_DECLINED_INSUFFICIENT_FUNDS(
            "visa",
            "3178",
            asksThen(declines("card_declined", "insufficient_funds", "Your card has insufficient funds.")
                    .decline()),
            "authenticationRequiredChargeDeclinedInsufficientFunds");

    private static final Map<String, TestCard> BY_NAME = Arrays.stream(values())
            .flatMap(card -> card.names.stream().map(name -> Map.entry(name, card)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String brand;
    private final String last4;
    private final Behaviour behaviour;
    private final List<String> names;

    TestCard(String brand, String last4, Behaviour behaviour, String... names) {
        this.brand = brand;
        this.last4 = last4;
        this.behaviour = behaviour;
        this.names = List.of(names);
    }

    /**
     * What the bank does: asks its customer first or not, then pays (no decline) or declines, at once or not.
     *
     * @param refundBecomes null when refunds succeed at once and for good
     * @param dispute null when the buyer is content
     */
    private record Behaviour(
            boolean authenticates, boolean slow, Decline decline, Refund.Status refundBecomes, Dispute.Habit dispute) {

        Behaviour(boolean authenticates, Decline decline) {
            this(authenticates, false, decline, null, null);
        }
    }

    public static Optional<TestCard> ofToken(String token) {
        return withPrefix("tok_", token);
    }

    public static Optional<TestCard> ofPaymentMethod(String id) {
        return withPrefix("pm_card_", id);
    }

    private static Optional<TestCard> withPrefix(String prefix, String id) {
        return id.startsWith(prefix)
                ? Optional.ofNullable(BY_NAME.get(id.substring(prefix.length())))
                : Optional.empty();
    }

    public String brand() {
        return brand;
    }

    public String last4() {
        return last4;
    }

    public boolean authenticates() {
        return behaviour.authenticates();
    }

    /** Whether its bank answers only after a while; the payment is {@code processing} until then. */
    boolean slow() {
        return behaviour.slow();
    }

    public Optional<Decline> decline() {
        return Optional.ofNullable(behaviour.decline());
    }

    /**
     * What becomes of a refund some time later: {@code succeeded} when it is pending at first, {@code failed} when it
     * has succeeded at first, null when nothing.
     */
    Refund.Status refundBecomes() {
        return behaviour.refundBecomes();
    }

    /** How its owner disputes each payment, null when never. */
    Dispute.Habit dispute() {
        return behaviour.dispute();
    }

    private static Behaviour refunds(Refund.Status later) {
        return new Behaviour(false, false, null, later, null);
    }

    private static Behaviour disputed(String reason, boolean inquiry) {
        return new Behaviour(false, false, null, null, new Dispute.Habit(reason, inquiry));
    }

    private static Behaviour pays() {
        return new Behaviour(false, null);
    }

    private static Behaviour slow(Decline decline) {
        return new Behaviour(false, true, decline, null, null);
    }

    private static Behaviour asksThen(Decline decline) {
        return new Behaviour(true, decline);
    }

    private static Behaviour declines(String declineCode) {
        return declines("card_declined", declineCode, "Your card was declined.");
    }

    private static Behaviour declines(String code, String declineCode, String message) {
        return new Behaviour(false, new Decline(code, declineCode, message));
    }
}
