package dev.ticketing.orders.domain;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Fields;
import java.util.OptionalLong;

/**
 * A request to buy a ticket.
 *
 * @param shownPriceCents the price that the buyer was shown, if the request says so
 */
public record Purchase(String ticketId, OptionalLong shownPriceCents) {

    private static final int MAX_ID = 100;

    /** Reads a request's body. */
    public static Purchase from(Fields fields, Currency currency) {
        var purchase = new Purchase(fields.text("ticketId", 1, MAX_ID), fields.optionalPriceCents("price", currency));
        fields.check();
        return purchase;
    }
}
