package dev.ticketing.system.history;

/** What came of a call, as far as its client can know. */
public enum Outcome {
    /** Acknowledged: the effect is there and must stay. */
    OK,
    /** Refused: there is no effect and must never be one. */
    FAIL,
    /** No answer, or one that leaves it open: the effect may be there, may come later, or never. */
    UNKNOWN
}
