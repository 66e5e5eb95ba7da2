package dev.ticketing.system.history;

/** What the market promises. */
public enum Promise {
    /** A ticket has at most one live order. */
    SOLD_ONCE,
    /** Every captured cent belongs to exactly one complete order or exactly one full refund. */
    EVERY_CENT,
    /** What is acknowledged survives, and reaches everyone who needs it. */
    NOTHING_LOST,
    /** After an outage everything comes to rest by itself, and nobody is kept waiting meanwhile. */
    CONVERGES
}
