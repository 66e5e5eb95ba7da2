package dev.ticketing.system.simulation;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.events.Snapshot;
import java.time.Instant;

/** An event, as an outbox holds it and the broker carries it. Two are the same only when they are one object. */
final class Message {

    private static final long MANY = 10_000;

    private final EventType type;
    private final String about;
    private final long version;
    private final Snapshot data;
    private final Instant at;
    private final long key;

    private Message(EventType type, String about, long version, Snapshot data, Instant at) {
        this.type = type;
        this.about = about;
        this.version = version;
        this.data = data;
        this.at = at;
        long number = Names.numberOf(about);
        int source = Service.ALL.indexOf(Broker.sourceOf(type));
        this.key = (source * MANY + number) * MANY + version;
    }

    static Message of(EventType type, Aggregate state, Instant at) {
        return new Message(type, state.id(), state.version(), state.snapshot(), at);
    }

    static Message timerFired(String about, Instant at) {
        return new Message(EventType.EXPIRATION_COMPLETE, about, 0, new ExpirationComplete(about), at);
    }

    EventType type() {
        return type;
    }

    Snapshot data() {
        return data;
    }

    /** When it happened. */
    Instant at() {
        return at;
    }

    /** The same in every run where the same aggregate comes to the same version. */
    long key() {
        return key;
    }

    @Override
    public String toString() {
        return type.wireName() + " " + about + (version == 0 ? "" : " v" + version);
    }
}
