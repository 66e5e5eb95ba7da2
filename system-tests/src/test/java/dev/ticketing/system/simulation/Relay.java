package dev.ticketing.system.simulation;

import dev.ticketing.system.simulation.Store.Row;
import java.util.ArrayList;
import java.util.List;

/** OutboxRelayVerticle: reads an outbox, publishes it in order until something is not confirmed, pulls the rest. */
final class Relay extends Activity {

    private final Row<?> row;
    private final List<Message> published = new ArrayList<>(4);
    private List<Message> read;
    private int next;

    Relay(World world, Choice start, Row<?> row) {
        super(world, start, row.service());
        this.row = row;
    }

    boolean isOf(Row<?> other) {
        return row == other;
    }

    @Override
    boolean isPublishing() {
        return read != null && next < read.size();
    }

    @Override
    boolean step(Outcome outcome) {
        if (read == null) {
            read = List.copyOf(row.outbox());
            world().tell(() -> "relay reads " + read);
        } else if (isPublishing()) {
            publish(read.get(next), outcome);
        } else {
            pull();
        }
        return true;
    }

    private void publish(Message message, Outcome outcome) {
        boolean stored = outcome != Outcome.LOST && world().broker().publish(message);
        boolean confirmed = stored && outcome == Outcome.DONE;
        world().tell(() -> "relay publishes " + message
                + (confirmed ? "" : stored ? ", the confirm is lost" : ", which gets lost"));
        if (world().protocol().countsAsPublished(confirmed)) {
            published.add(message);
            next++;
        } else if (published.isEmpty()) {
            finish();
        } else {
            next = read.size();
        }
    }

    private void pull() {
        row.keepInOutbox(world().protocol().leftAfterPull(row.outbox(), read, published));
        world().tell(() -> "relay pulls " + published);
        finish();
    }
}
