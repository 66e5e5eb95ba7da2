package dev.ticketing.orders;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.Ids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of orders, and logs it. */
final class OrderFigures {

    private static final Logger LOG = LoggerFactory.getLogger(OrderFigures.class);

    private final Clock clock;
    private final Counter complete = ended("complete");
    private final Map<CancelReason, Counter> cancelled = Arrays.stream(CancelReason.values())
            .collect(Collectors.toMap(
                    reason -> reason, reason -> ended(reason.name().toLowerCase(Locale.ROOT))));
    private final Counter placed = Metrics.counter("orders.placed");
    private final Counter offered = Metrics.counter("orders.offered");
    private final Counter taken = Metrics.counter("orders.offers.taken");
    private final Timer completion = Timer.builder("order.completion")
            .description("From an order's creation to its completion")
            .register(Metrics.globalRegistry);

    OrderFigures(Clock clock) {
        this.clock = clock;
    }

    void witness(EventType event, Order order) {
        switch (event) {
            case ORDER_CREATED -> {
                placed.increment();
                if (order.isOffered()) {
                    offered.increment();
                }
                log(order, order.isOffered() ? "offered" : "created");
            }
            case ORDER_COMPLETED -> {
                completion.record(Duration.between(Ids.madeAt(order.id()), clock.instant()));
                complete.increment();
                if (order.isOffered()) {
                    taken.increment();
                }
                log(order, "complete");
            }
            case ORDER_CANCELLED -> {
                var reason = order.cancelReason().orElseThrow();
                cancelled.get(reason).increment();
                log(order, "cancelled: " + WireName.of(reason));
            }
            default -> {
                // A step on the way.
            }
        }
    }

    private static Counter ended(String reason) {
        return Metrics.counter("orders.ended", "reason", reason);
    }

    private static void log(Order order, String what) {
        LOG.atInfo()
                .addKeyValue("orderId", order.id())
                .addKeyValue("ticketId", order.ticketId())
                .log("order {}", what);
    }
}
