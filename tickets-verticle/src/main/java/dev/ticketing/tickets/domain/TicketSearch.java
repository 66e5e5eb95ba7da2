package dev.ticketing.tickets.domain;

import dev.ticketing.shared.events.TicketSnapshot.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which tickets are asked for, in which order.
 *
 * @param words each must be the beginning of a word of the title, as {@link Words} has them; of an empty list no
 *     ticket has any
 * @param minCents inclusive
 * @param maxCents inclusive
 * @param after the key of the last ticket seen, see {@link Sort#keyOf}; empty for the beginning
 */
public record TicketSearch(
        Optional<String> seller,
        Optional<Status> status,
        Optional<List<String>> words,
        OptionalLong minCents,
        OptionalLong maxCents,
        Sort sort,
        Optional<String> after) {

    /** An order of tickets. Each is total, so that a page can begin where the one before it ended. */
    public enum Sort {
        NEWEST,
        CHEAPEST,
        DEAREST;

        /** A ticket's place in this order, as text that compares like the places do. */
        public String keyOf(Ticket ticket) {
            return this == NEWEST ? ticket.id() : ticket.priceKey();
        }
    }

    /** Whether no ticket can be an answer. */
    public boolean isHopeless() {
        return words.filter(List::isEmpty).isPresent();
    }
}
