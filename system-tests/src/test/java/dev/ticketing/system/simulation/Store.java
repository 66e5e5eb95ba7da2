package dev.ticketing.system.simulation;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** A collection: documents with a version and an outbox, each written at once or not at all. Survives every crash. */
final class Store<T extends Aggregate> {

    private final Service service;
    private final Protocol protocol;
    private final Clock clock;
    private final BiPredicate<T, T> exclusive;
    private final Watch<T> watch;
    private final Map<String, Row<T>> byId = new HashMap<>();
    private final List<Row<T>> rows = new ArrayList<>();

    /** Sees every write. */
    interface Watch<T> {
        /**
         * One write.
         *
         * @param before null for a new document
         * @param event null for a silent write
         */
        void written(T before, T after, EventType event);
    }

    /** One document. */
    static final class Row<T extends Aggregate> {
        private final Service service;
        private T state;
        private List<Message> outbox = new ArrayList<>(4);
        private long lastPublicVersion;

        private Row(Service service, T state) {
            this.service = service;
            this.state = state;
        }

        T state() {
            return state;
        }

        Service service() {
            return service;
        }

        List<Message> outbox() {
            return outbox;
        }

        /** The version of the newest event. */
        long lastPublicVersion() {
            return lastPublicVersion;
        }

        void keepInOutbox(List<Message> left) {
            outbox = left;
        }
    }

    /**
     * An empty store.
     *
     * @param exclusive which two documents a unique index does not admit both
     */
    Store(Service service, Protocol protocol, Clock clock, BiPredicate<T, T> exclusive, Watch<T> watch) {
        this.service = service;
        this.protocol = protocol;
        this.clock = clock;
        this.exclusive = exclusive;
        this.watch = watch;
    }

    /** The state of a document, or null. */
    T find(String id) {
        var row = byId.get(id);
        return row == null ? null : row.state;
    }

    Row<T> row(String id) {
        return byId.get(id);
    }

    List<Row<T>> rows() {
        return rows;
    }

    /** Stores a new document; false when a unique index refuses it. */
    boolean insert(T created, EventType event) {
        if (byId.containsKey(created.id())) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (exclusive.test(rows.get(i).state, created)) {
                return false;
            }
        }
        var row = new Row<>(service, created);
        byId.put(created.id(), row);
        rows.add(row);
        append(row, event);
        watch.written(null, created, event);
        return true;
    }

    /** Writes a change over the state it was decided on; false when that is no longer the state. */
    boolean replace(T decidedOn, Changed<T> changed) {
        var row = byId.get(decidedOn.id());
        if (row.state.version() != decidedOn.version() && protocol.comparesBeforeItSets()) {
            return false;
        }
        var before = row.state;
        var event = changed.event().orElse(null);
        row.state = changed.state();
        append(row, event);
        watch.written(before, changed.state(), event);
        return true;
    }

    private void append(Row<T> row, EventType event) {
        if (event != null) {
            row.outbox.add(Message.of(event, row.state, clock.now()));
            row.lastPublicVersion = row.state.version();
        }
    }
}
