package dev.ticketing.orders;

import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.messaging.CloudEvent;
import io.vertx.core.Future;

/** What orders does when a timer has fired: looks at the time itself. */
final class ExpirationEvents {

    private final OrderService orders;

    ExpirationEvents(OrderService orders) {
        this.orders = orders;
    }

    Future<?> apply(CloudEvent event) {
        return TicketEvents.ifKnown(
                orders.expire(event.dataAs(ExpirationComplete.class).orderId()));
    }
}
