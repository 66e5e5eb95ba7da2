package dev.ticketing.stripesimulator.domain;

/** What is told about, by the names of https://docs.stripe.com/api/events/types. */
public enum EventType {
    PAYMENT_SUCCEEDED("payment_intent.succeeded", true),
    PAYMENT_FAILED("payment_intent.payment_failed", true),
    PAYMENT_CANCELED("payment_intent.canceled", true),
    PAYMENT_REQUIRES_ACTION("payment_intent.requires_action", true),
    PAYMENT_PROCESSING("payment_intent.processing", false),
    CHARGE_REFUNDED("charge.refunded", true),
    CHARGE_REFUND_UPDATED("charge.refund.updated", true),
    REFUND_CREATED("refund.created", false),
    REFUND_UPDATED("refund.updated", false),
    REFUND_FAILED("refund.failed", false),
    DISPUTE_CREATED("charge.dispute.created", true),
    DISPUTE_UPDATED("charge.dispute.updated", false),
    DISPUTE_CLOSED("charge.dispute.closed", true);

    private final String wireName;
    private final boolean subscribed;

    EventType(String wireName, boolean subscribed) {
        this.wireName = wireName;
        this.subscribed = subscribed;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether the webhook endpoint has asked for it. All others are in the list of events only. */
    public boolean subscribed() {
        return subscribed;
    }
}
