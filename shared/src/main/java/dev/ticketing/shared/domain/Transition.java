package dev.ticketing.shared.domain;

import dev.ticketing.shared.events.EventType;
import java.util.Optional;

/**
 * What a rule decided about an aggregate.
 *
 * @param <T> the aggregate
 */
public sealed interface Transition<T> {

    /**
     * The aggregate changes. Without an event the change must not show in the aggregate's snapshot.
     *
     * @param state the new state, its version one greater than the old one's
     * @param event the event to publish with the new state's snapshot
     */
    record Changed<T>(T state, Optional<EventType> event) implements Transition<T> {}

    /** The aggregate is already as it should be: nothing is written. */
    record Unchanged<T>(T state) implements Transition<T> {}

    /** The rules refuse. */
    record Refused<T>(Failure failure) implements Transition<T> {}

    /** A change that others hear of. */
    static <T> Transition<T> changed(T state, EventType event) {
        return new Changed<>(state, Optional.of(event));
    }

    /** A change that does not show in the snapshot. */
    static <T> Transition<T> changedSilently(T state) {
        return new Changed<>(state, Optional.empty());
    }

    static <T> Transition<T> unchanged(T state) {
        return new Unchanged<>(state);
    }

    static <T> Transition<T> refused(Failure failure) {
        return new Refused<>(failure);
    }
}
