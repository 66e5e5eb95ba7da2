package dev.ticketing.system.simulation;

import java.util.Optional;

/**
 * A request to Stripe on its way. It may take effect long after its process has given up, or crashed, or never.
 *
 * @param process who asks
 * @param number of this process's calls
 * @param key the idempotency key, or 0
 */
record StripeCall(
        int process,
        int number,
        Kind kind,
        String orderId,
        Optional<String> intentId,
        long amountCents,
        Optional<Card> card,
        long key,
        long sentAtMillis) {

    enum Kind {
        CREATE,
        CONFIRM,
        RETRIEVE,
        CANCEL,
        REFUND,
        LIST_REFUNDS
    }

    /** What Stripe answers. */
    record Reply(Result result, String id) {
        @Override
        public String toString() {
            return result + (id.isEmpty() ? "" : " " + id);
        }
    }

    enum Result {
        CREATED,
        CAPTURED,
        CLOSED,
        /** The bank asks the buyer. */
        CHALLENGED,
        /** Neither captured nor closed, and nobody is at it. */
        OPEN,
        PENDING,
        DECLINED,
        REJECTED,
        REFUNDED,
        /** A 4xx: not in this state. */
        REFUSED,
        /** A 5xx, which says nothing about the effect. */
        ERROR
    }

    /** As a trace names it. */
    String words() {
        return kind + " " + intentId.orElse(orderId)
                + card.map(with -> " with " + with.words()).orElse("");
    }
}
