package dev.ticketing.shared.domain;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.Snapshot;
import java.util.Optional;

/**
 * An immutable state that is stored as one document and changed by one compare-and-set at a time. Every
 * transition returns a new state whose version is one greater.
 */
public interface Aggregate {

    /** The opaque id. */
    String id();

    /** The number of changes so far; 1 for a new aggregate. */
    long version();

    /** The whole public state, as every event about this aggregate carries it. */
    Snapshot snapshot();

    /** What an event with this state is called; empty as long as nobody has been told of the aggregate. */
    Optional<EventType> snapshotType();
}
