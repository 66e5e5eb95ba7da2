package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Purchase;
import dev.ticketing.orders.domain.Refund;
import dev.ticketing.orders.domain.Terms;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Step;
import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Fields;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.Snapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** 19.99 is 1999 cents, and so on, for every amount there is. */
class EveryCentTest {

    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final Terms TERMS =
            new Terms(Duration.ofMinutes(15), Duration.ofSeconds(5), Duration.ofMinutes(5), 10, 10, Currency.DEFAULT);

    /** All up to 10,000.00 are tried, and beyond it every seventh: these end in every way too. */
    private static final long ALL_UP_TO_CENTS = 1_000_000;

    private static final int EVERY = 7;

    /** Prime as well, for what takes longer. */
    private static final long STRIDE = 49_999;

    /** The quotient is the double nearest to the decimal number, which is what a JSON parser makes of its text. */
    @Test
    void every_price_from_0_01_to_999999_99_is_read_to_the_cent() {
        assertThat(wrong(cents -> Currency.DEFAULT.toCents(cents / 100.0).orElse(-1)))
                .isZero();
    }

    @Test
    void control_the_naive_product_in_floating_point_loses_a_cent_of_many_prices() {
        assertThat(List.of(0.29, 1.15, 4.35, 8.2, 19.99, 64.1)).allSatisfy(price -> assertThat(naive(price))
                .isEqualTo(Currency.DEFAULT.toCents(price).orElseThrow() - 1));
        assertThat(wrong(cents -> naive(cents / 100.0))).isGreaterThan(500_000);
    }

    @Test
    void from_the_sellers_request_to_the_buyers_refund_an_amount_stays_what_it_is() {
        LongStream.iterate(1, cents -> cents <= Currency.DEFAULT.maxCents(), cents -> cents + STRIDE)
                .forEach(EveryCentTest::assertThatItStays);
        assertThatItStays(1999);
        assertThatItStays(Currency.DEFAULT.maxCents());
    }

    private static void assertThatItStays(long cents) {
        var written = Currency.DEFAULT.fromCents(cents).toPlainString();
        var ticket = Ticket.list("ticket", "seller", TicketDetails.from(body("title", written), Currency.DEFAULT));
        var heard = told(EventType.TICKET_CREATED, ticket, TicketSnapshot.class);
        var purchase = Purchase.from(body("ticketId", written), Currency.DEFAULT);
        var order =
                after(Order.place("order", TicketReplica.of(heard), Optional.empty(), "buyer", purchase, TERMS, NOW));
        var charge = Charge.of(told(EventType.ORDER_CREATED, order, OrderSnapshot.class), "usd");
        var captured = after(after(charge.intentCreated("pi")).captured(NOW));
        var owed = after(captured.apply(after(order.cancel("buyer")).snapshot(), NOW));
        var refund = new dev.ticketing.payments.domain.Refund(
                "re",
                ((Step.Refund) owed.nextStep(NOW)).amountCents(),
                dev.ticketing.payments.domain.Refund.State.SUCCEEDED,
                NOW);
        var refunded = after(owed.settled(List.of(refund), List.of(), NOW));
        var seen = after(order.apply(told(EventType.CHARGE_REFUNDED, refunded, ChargeSnapshot.class), NOW));

        assertThat(List.of(
                        heard.priceCents(),
                        purchase.shownPriceCents().orElse(-1),
                        order.priceCents(),
                        captured.order().amountCents(),
                        seen.refund().map(Refund::amountCents).orElse(-1L)))
                .containsOnly(cents);
    }

    private static Fields body(String name, String price) {
        return new Fields(new JsonObject("{\"%s\":\"Concert\",\"price\":%s}".formatted(name, price)).getMap());
    }

    /** What a consumer reads of an aggregate's event. */
    private static <S extends Snapshot> S told(EventType type, Aggregate aggregate, Class<S> kind) {
        var sent = CloudEvent.of(type, "test", aggregate, NOW).toJson().encode();
        return CloudEvent.fromJson(new JsonObject(sent)).dataAs(kind);
    }

    private static <T> T after(Transition<T> transition) {
        return ((Changed<T>) transition).state();
    }

    private static long naive(double price) {
        return (long) (price * 100);
    }

    private static long wrong(LongUnaryOperator conversion) {
        var all = LongStream.rangeClosed(1, ALL_UP_TO_CENTS);
        var dearest = LongStream.rangeClosed(0, (Currency.DEFAULT.maxCents() - ALL_UP_TO_CENTS) / EVERY)
                .map(i -> Currency.DEFAULT.maxCents() - i * EVERY);
        return LongStream.concat(all, dearest)
                .parallel()
                .filter(cents -> conversion.applyAsLong(cents) != cents)
                .count();
    }
}
