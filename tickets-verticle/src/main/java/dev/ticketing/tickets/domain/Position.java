package dev.ticketing.tickets.domain;

import java.util.Comparator;

/** How far a ticket has heard of its orders: of which reservation, and which version of that order. */
public record Position(long reservation, long version) implements Comparable<Position> {

    /** Before the first order. */
    public static final Position NONE = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::reservation).thenComparingLong(Position::version);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }
}
