package dev.ticketing.orders;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import io.vertx.core.Future;

/** What orders does when it hears of a charge: completes, cancels, or notes the refund. */
final class ChargeEvents {

    private final OrderStore orders;
    private final Offers offers;

    ChargeEvents(OrderStore orders, Offers offers) {
        this.orders = orders;
        this.offers = offers;
    }

    Future<?> apply(CloudEvent event) {
        var charge = event.dataAs(ChargeSnapshot.class);
        return orders.change(charge.orderId(), order -> order.apply(charge, event.time()))
                .onSuccess(offers::passOnSoon);
    }
}
