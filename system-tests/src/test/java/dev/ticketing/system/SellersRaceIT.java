package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sellers who edit and withdraw at the very moment at which somebody orders and pays. */
@WithBackends
class SellersRaceIT {

    private static final int ROUNDS = 16;

    /** Which way a race ends is a matter of milliseconds: there are as many as it takes to see each end. */
    private static final int MAX_ROUNDS = 200;

    private static final int STARTS = 4;
    private static final double OLD = 10;
    private static final double NEW = 99;
    private static final long NEW_CENTS = 9900;

    private static Events events;
    private static Market market;

    private final Set<End> ends = EnumSet.noneOf(End.class);
    private Person seller;
    private Person buyer;
    private Person next;

    private enum End {
        SOLD_AT_THE_OLD_PRICE,
        SOLD_AT_THE_NEW_PRICE,
        CANCELLED,
        REFUSED
    }

    /** How both were answered. */
    private record Race(Answer selling, Answer ordering) {}

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
        events.close();
    }

    @BeforeEach
    void signUp() {
        seller = Person.signUp(market);
        buyer = Person.signUp(market);
        next = Person.signUp(market);
    }

    @Test
    void whatever_the_seller_edits_meanwhile_the_charge_is_what_the_buyer_was_shown() {
        var wanted = EnumSet.of(End.SOLD_AT_THE_OLD_PRICE, End.SOLD_AT_THE_NEW_PRICE, End.CANCELLED);
        for (int round = 0; isMoreToSee(wanted, round); round++) {
            var ticket = seller.list("Concert", OLD);
            boolean naming = round / STARTS % 2 == 0;
            var race = race(
                    round,
                    () -> seller.editing(ticket, NEW),
                    () -> naming ? buyer.orderingAt(OLD, ticket) : buyer.ordering(ticket));
            assertThat(race.selling().status()).isIn(200, 409);

            var first = shown(race.ordering(), ticket);
            var again = buyer.tryToOrder(ticket);
            assertThat(again.status()).isIn(200, 201);
            var shown = again.json();
            if (again.status() == 200) {
                assertThat(shown.getString("id")).isEqualTo(first.getString("id"));
                assertThat(priceIn(shown)).isEqualTo(priceIn(first));
            } else {
                assertCancelledAndNothingTaken(first, "price-changed");
            }
            ends.add(pay(shown, ticket));
        }
        assertThat(ends).containsAll(wanted);
    }

    /** As if an order's price were the ticket's of now and not its own. */
    @Test
    void control_were_an_orders_price_to_follow_the_ticket_the_charge_would_not_be_what_was_shown() {
        var shown = buyer.order(seller.list("Concert", OLD));
        var confirmed =
                events.await(EventType.ORDER_UPDATED, event -> event.subject().equals(shown.getString("id")));
        var order = confirmed.dataAs(OrderSnapshot.class);
        var following = new OrderSnapshot(
                order.id(),
                order.version() + 1,
                order.userId(),
                order.status(),
                order.expiresAt(),
                order.dueAt(),
                order.cancelReason(),
                new OrderSnapshot.Ticket(
                        order.ticket().id(), NEW_CENTS, order.ticket().reservation()));
        events.publish(EventType.ORDER_UPDATED, order.id(), following.version(), following);
        Eventually.holds(
                () -> assertThat(buyer.seePayment(shown).getDouble("amount")).isEqualTo(NEW));

        var payment = buyer.payInTheEnd(shown);
        assertThat(capturedCents(shown)).containsExactly(NEW_CENTS);
        assertThatThrownBy(() -> assertChargedAsShown(shown, payment)).isInstanceOf(AssertionError.class);
    }

    @Test
    void what_is_withdrawn_while_it_is_ordered_is_sold_or_ends_the_order_and_never_both() {
        var wanted = EnumSet.of(End.SOLD_AT_THE_OLD_PRICE, End.CANCELLED);
        for (int round = 0; isMoreToSee(wanted, round); round++) {
            var ticket = seller.list("Concert", OLD);
            var race = race(round, () -> seller.withdrawing(ticket), () -> buyer.ordering(ticket));
            ends.add(endOf(race, ticket));
        }
        assertThat(ends).containsAll(wanted);
    }

    private End endOf(Race race, JsonObject ticket) {
        boolean withdrawn = race.selling().status() == 204;
        if (!withdrawn) {
            race.selling().expect(409);
            var shown = race.ordering().expect(201).json();
            assertChargedAsShown(shown, buyer.payInTheEnd(shown));
            return End.SOLD_AT_THE_OLD_PRICE;
        }
        if (race.ordering().status() == 201) {
            buyer.payUntilDecided(race.ordering().json()).expect(409);
            assertCancelledAndNothingTaken(race.ordering().json(), "ticket-unavailable");
        }
        Eventually.holds(
                () -> assertThat(next.tryToOrder(ticket).expect(409).error()).contains("withdrawn"));
        return race.ordering().status() == 201 ? End.CANCELLED : End.REFUSED;
    }

    /** Both at once, or the buyer some way ahead. */
    private Race race(int round, Supplier<Future<Answer>> selling, Supplier<Future<Answer>> ordering) {
        if (round % STARTS == 0) {
            var sent = selling.get();
            var ordered = Eventually.await(ordering.get());
            return new Race(Eventually.await(sent), ordered);
        }
        var sent = ordering.get();
        if (round % STARTS > 1) {
            Eventually.await(sent);
        }
        if (round % STARTS > 2) {
            buyer.awaitOrder(Eventually.await(sent).expect(201).json(), "awaiting:payment");
        }
        var sold = Eventually.await(selling.get());
        return new Race(sold, Eventually.await(sent));
    }

    /** The order that the buyer was shown; who is told that the price has changed orders at the price told. */
    private JsonObject shown(Answer answer, JsonObject ticket) {
        if (answer.status() == 201) {
            return answer.json();
        }
        assertThat(answer.expect(409).error()).contains("99.00");
        return Eventually.await(buyer.orderingAt(NEW, ticket)).expect(201).json();
    }

    private End pay(JsonObject shown, JsonObject ticket) {
        var paid = buyer.payUntilDecided(shown);
        if (paid.status() == 409) {
            assertCancelledAndNothingTaken(shown, "price-changed");
            assertThatTheNextBuyerGetsItAtTheNewPrice(ticket);
            return End.CANCELLED;
        }
        assertThat(paid.status()).isIn(200, 201);
        assertChargedAsShown(shown, paid.json());
        return priceIn(shown) == OLD ? End.SOLD_AT_THE_OLD_PRICE : End.SOLD_AT_THE_NEW_PRICE;
    }

    private void assertThatTheNextBuyerGetsItAtTheNewPrice(JsonObject ticket) {
        var shown = Eventually.value(
                () -> Eventually.await(next.orderingAt(NEW, ticket)).expect(201).json());
        next.payInTheEnd(shown);
        next.awaitOrder(shown, "complete");
        assertThat(capturedCents(shown)).containsExactly(NEW_CENTS);
    }

    private void assertChargedAsShown(JsonObject shown, JsonObject payment) {
        assertThat(payment.getDouble("amount")).isEqualTo(priceIn(shown));
        assertThat(capturedCents(shown))
                .containsExactly(Currency.DEFAULT.toCents(priceIn(shown)).orElseThrow());
        assertThat(priceIn(buyer.awaitOrder(shown, "complete"))).isEqualTo(priceIn(shown));
    }

    private void assertCancelledAndNothingTaken(JsonObject shown, String reason) {
        assertThat(buyer.awaitOrder(shown, "cancelled").getString("cancelReason"))
                .isEqualTo(reason);
        assertThat(capturedCents(shown)).isEmpty();
    }

    private static double priceIn(JsonObject order) {
        return order.getJsonObject("ticket").getDouble("price");
    }

    private static List<Long> capturedCents(JsonObject order) {
        return market.stripe().booksOf(order.getString("id")).captures().stream()
                .map(capture -> capture.getLong("amount"))
                .toList();
    }

    private boolean isMoreToSee(Set<End> wanted, int round) {
        return round < ROUNDS || (round < MAX_ROUNDS && !ends.containsAll(wanted));
    }
}
