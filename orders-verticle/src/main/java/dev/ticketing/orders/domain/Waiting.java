package dev.ticketing.orders.domain;

import java.util.Optional;

/**
 * What an order has to do with those who wait for its ticket.
 *
 * @param place the place in line that it was made for, by its id; empty for an order that its buyer made
 * @param awaited whether somebody may wait, so that it has to be seen to who comes next once the order has ended
 */
public record Waiting(Optional<String> place, boolean awaited) {

    /** An order that its buyer made and nobody waits to end. */
    public static final Waiting NONE = new Waiting(Optional.empty(), false);

    /** An order that is offered for a place; there may be others behind it. */
    static Waiting offeredFor(String place) {
        return new Waiting(Optional.of(place), true);
    }

    Waiting withAwaited(boolean now) {
        return new Waiting(place, now);
    }
}
