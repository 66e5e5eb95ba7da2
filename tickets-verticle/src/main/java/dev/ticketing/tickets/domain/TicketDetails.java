package dev.ticketing.tickets.domain;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Fields;

/**
 * What a seller says about a ticket.
 *
 * @param title 1 to 200 characters
 * @param priceCents greater than 0 and at most {@link Currency#maxCents}
 */
public record TicketDetails(String title, long priceCents) {

    private static final int MAX_TITLE = 200;

    /** Reads a request's body. */
    public static TicketDetails from(Fields fields, Currency currency) {
        var details = new TicketDetails(fields.text("title", 1, MAX_TITLE), fields.priceCents("price", currency));
        fields.check();
        return details;
    }
}
