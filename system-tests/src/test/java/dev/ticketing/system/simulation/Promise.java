package dev.ticketing.system.simulation;

/** What DESIGN promises. */
enum Promise {
    /** Sold once. */
    S,
    /** Every cent accounted for. */
    M,
    /** Nothing lost, nothing undone. */
    E,
    /** It converges by itself. */
    L
}
