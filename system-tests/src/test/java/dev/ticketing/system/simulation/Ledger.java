package dev.ticketing.system.simulation;

/** Hears of every movement of money at Stripe. */
interface Ledger {

    void captured(String orderId, long amountCents);

    void declined(String orderId);

    void refunded(String orderId);
}
