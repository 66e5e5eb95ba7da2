package dev.ticketing.orders;

import dev.ticketing.orders.domain.Terms;
import dev.ticketing.shared.service.ContextSettings;
import dev.ticketing.shared.settings.Environment;
import java.time.Duration;

/** What the orders context needs to know. */
record OrdersSettings(ContextSettings common, Terms terms) {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration OFFER_WINDOW = Duration.ofMinutes(5);
    private static final int MAX_LIVE_ORDERS = 10;
    private static final int MAX_WAITING = 10;
    private static final int MOST_WAITING = 100;

    static OrdersSettings read(Environment environment) {
        return new OrdersSettings(
                ContextSettings.read(environment),
                new Terms(
                        environment.positiveDuration("ORDER_WINDOW", WINDOW),
                        environment.duration("PAYMENT_GRACE", GRACE),
                        environment.positiveDuration("OFFER_WINDOW", OFFER_WINDOW),
                        environment.integer("MAX_LIVE_ORDERS", MAX_LIVE_ORDERS, 1, 1_000),
                        environment.integer("MAX_WAITING", MAX_WAITING, 1, MOST_WAITING),
                        environment.currency()));
    }
}
