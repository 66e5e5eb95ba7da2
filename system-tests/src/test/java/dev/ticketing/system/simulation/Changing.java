package dev.ticketing.system.simulation;

import dev.ticketing.shared.domain.Aggregate;

/** One change and, where an event asked for it, the acknowledgement. */
final class Changing<T extends Aggregate> extends Activity {

    private final Change<T> change;
    private final Broker.Delivery delivery;

    /**
     * A change.
     *
     * @param delivery the event, or null
     */
    Changing(World world, Choice start, Service service, Change<T> change, Broker.Delivery delivery) {
        super(world, start, service);
        this.change = change;
        this.delivery = delivery;
    }

    @Override
    boolean step(Outcome outcome) {
        change.step();
        if (change.isDone()) {
            if (delivery != null) {
                delivery.acknowledge();
            }
            finish();
        }
        return true;
    }
}
