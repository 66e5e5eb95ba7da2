package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Dispute;
import dev.ticketing.stripesimulator.domain.Event;
import dev.ticketing.stripesimulator.domain.EventType;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.Refund;
import dev.ticketing.stripesimulator.domain.StripeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * All that one request changed, in one line: the objects as they are after it, the events that tell of them and the
 * answer to its Idempotency-Key are there together or not at all.
 *
 * @param delivered the id of an event that the webhook endpoint has taken, or null
 * @param answer null when the request carried no key
 * @param keysForgotten whether the simulator was told to forget every key before it
 */
record LedgerEntry(
        List<PaymentIntent> intents,
        List<Charge> charges,
        List<Refund> refunds,
        List<Dispute> disputes,
        List<Told> events,
        String delivered,
        StoredAnswer answer,
        boolean keysForgotten) {

    /** An event whose object, named by its id, is in the same line. */
    record Told(
            String id,
            long created,
            EventType type,
            String object,
            String previousStatus,
            Event.Cause cause,
            boolean pending) {

        static Told of(Event event) {
            return new Told(
                    event.id(),
                    event.created(),
                    event.type(),
                    event.object().id(),
                    event.previousStatus(),
                    event.cause(),
                    event.pending());
        }

        Event of(List<StripeObject> objects) {
            StripeObject then = objects.stream()
                    .filter(candidate -> candidate.id().equals(object))
                    .findFirst()
                    .orElseThrow();
            return new Event(id, created, type, then, previousStatus, cause, pending);
        }
    }

    /** What a line written by an earlier version leaves out is empty. */
    LedgerEntry {
        disputes = disputes == null ? List.of() : disputes;
        events = events == null ? List.of() : events;
    }

    static LedgerEntry of(List<StripeObject> changed, List<Event> events, StoredAnswer answer) {
        return new LedgerEntry(
                only(PaymentIntent.class, changed),
                only(Charge.class, changed),
                only(Refund.class, changed),
                only(Dispute.class, changed),
                events.stream().map(Told::of).toList(),
                null,
                answer,
                false);
    }

    static LedgerEntry delivered(String event) {
        return new LedgerEntry(List.of(), List.of(), List.of(), List.of(), List.of(), event, null, false);
    }

    static LedgerEntry forgetKeys() {
        return new LedgerEntry(List.of(), List.of(), List.of(), List.of(), List.of(), null, null, true);
    }

    /** The objects, then the events about them. */
    List<StripeObject> changed() {
        List<StripeObject> all = new ArrayList<>(intents);
        all.addAll(charges);
        all.addAll(refunds);
        all.addAll(disputes);
        List<StripeObject> objects = List.copyOf(all);
        events.forEach(told -> all.add(told.of(objects)));
        return all;
    }

    private static <T extends StripeObject> List<T> only(Class<T> kind, List<StripeObject> objects) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
