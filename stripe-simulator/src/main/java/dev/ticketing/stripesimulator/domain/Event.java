package dev.ticketing.stripesimulator.domain;

/**
 * Something that happened to an object.
 *
 * @param object as it was then
 * @param previousStatus its status before, where Stripe tells it; else null
 * @param cause the request that made it happen
 * @param pending whether the webhook endpoint has yet to take it
 */
public record Event(
        String id,
        long created,
        EventType type,
        StripeObject object,
        String previousStatus,
        Cause cause,
        boolean pending)
        implements StripeObject {

    /** Both null for what happens without a request; the key also for a request that had none. */
    public record Cause(String requestId, String idempotencyKey) {

        public static final Cause NONE = new Cause(null, null);
    }

    public Event delivered() {
        return new Event(id, created, type, object, previousStatus, cause, false);
    }
}
