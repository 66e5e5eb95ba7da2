package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.service.ContextSettings;
import dev.ticketing.shared.settings.Environment;

/**
 * What tickets needs to know.
 *
 * @param maxStreams how many streams an instance has at most at a time
 */
record TicketsSettings(ContextSettings context, Currency currency, int maxStreams) {

    private static final int MAX_STREAMS = 10_000;

    static TicketsSettings read(Environment environment) {
        return new TicketsSettings(
                ContextSettings.read(environment),
                environment.currency(),
                environment.integer("MAX_STREAMS", MAX_STREAMS, 0, 1_000_000));
    }
}
