package dev.ticketing.system.simulation;

import static dev.ticketing.system.simulation.Actions.WITHOUT_THE_PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Refund;
import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.system.simulation.Choice.Op;
import dev.ticketing.tickets.domain.Position;
import dev.ticketing.tickets.domain.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A world comes to rest, somebody spoils one thing in it, and the checker must say what. */
class CheckerTest {

    private static final int ANYHOW = 0;
    private static final String PAID = "o1";
    private static final String CANCELLED = "o2";
    private static final String LIVE = "o3";
    private static final String SOLD = "t0";
    private static final String FREE = "t1";

    @Test
    void a_world_that_nobody_spoiled_is_as_it_should_be() {
        var world = atRest();
        new Settled(world).check();
        assertThat(world.orders().find(PAID).status()).isEqualTo(OrderSnapshot.Status.COMPLETE);
        assertThat(world.orders().find(CANCELLED).status()).isEqualTo(OrderSnapshot.Status.CANCELLED);
    }

    @ParameterizedTest
    @MethodSource({"writesToOrders", "writesToTickets", "writesToCharges", "movementsOfMoney", "remains"})
    void a_seeded_violation_is_flagged(String what, Consumer<World> spoil) {
        var world = atRest();
        assertThatThrownBy(() -> {
                    spoil.accept(world);
                    new Settled(world).check();
                })
                .isInstanceOf(Violation.class)
                .hasMessageContaining(": " + what + ": ");
    }

    static Stream<Arguments> writesToOrders() {
        return Stream.of(
                spoiled("two orders hold one ticket", world -> {
                    var sold = world.orders().find(PAID);
                    world.orders()
                            .insert(order(LIVE, 1, sold, 2, OrderSnapshot.Status.CREATED), EventType.ORDER_CREATED);
                }),
                spoiled("an ended order changed its end", world -> end(world, PAID, OrderSnapshot.Status.CANCELLED)),
                spoiled("complete and not paid", world -> {
                    place(world);
                    end(world, LIVE, OrderSnapshot.Status.COMPLETE);
                }),
                spoiled("ended before its time", world -> cancel(world, CancelReason.EXPIRED)),
                spoiled("ended before the last decline", world -> cancel(world, CancelReason.PAYMENT_FAILED)),
                spoiled("nobody heard of a change", world -> {
                    place(world);
                    var live = world.orders().find(LIVE);
                    replace(world.orders(), order(live, OrderSnapshot.Status.AWAITING_PAYMENT), Optional.empty());
                }),
                spoiled("a change was overwritten", world -> {
                    var order = world.orders().find(PAID);
                    world.orders().replace(order, new Changed<>(order, Optional.empty()));
                }));
    }

    static Stream<Arguments> writesToTickets() {
        return Stream.of(
                spoiled("a position went back", world -> {
                    var ticket = next(world, SOLD, TicketSnapshot.Status.SOLD, PAID);
                    replace(world.tickets(), Forged.at(ticket, Position.NONE), Optional.empty());
                }),
                spoiled("a position went back", world -> world.keepReplica(copy(world, 1))),
                spoiled(
                        "a sold or withdrawn ticket changed hands",
                        world -> hold(world, SOLD, TicketSnapshot.Status.SOLD, CANCELLED)),
                spoiled(
                        "held at another price than its own",
                        world -> hold(world, FREE, TicketSnapshot.Status.RESERVED, PAID)),
                spoiled(
                        "sold without a complete order",
                        world -> hold(world, FREE, TicketSnapshot.Status.SOLD, CANCELLED)),
                spoiled("a live order lost its ticket", world -> {
                    place(world);
                    hold(world, FREE, TicketSnapshot.Status.RESERVED, LIVE);
                    hold(world, FREE, TicketSnapshot.Status.RESERVED, CANCELLED);
                }),
                spoiled("nobody heard of a change", world -> {
                    var ticket = next(world, FREE, TicketSnapshot.Status.RESERVED, CANCELLED);
                    replace(world.tickets(), ticket, Optional.empty());
                }));
    }

    static Stream<Arguments> writesToCharges() {
        return Stream.of(
                spoiled("said to be refunded and is not", world -> {
                    var charge = world.charges().find(PAID);
                    var refund = new Refund("re", charge.order().amountCents(), Refund.State.SUCCEEDED, Instant.EPOCH);
                    var refunded = charge.settled(List.of(refund), List.of(), Instant.EPOCH);
                    world.charges().replace(charge, (Changed<Charge>) refunded);
                }),
                spoiled("complete and not paid", world -> {
                    var charge =
                            (Changed<Charge>) world.charges().find(CANCELLED).intentCreated("pi");
                    replace(world.charges(), charge.state(), charge.event());
                    var captured = (Changed<Charge>) charge.state().captured(Instant.EPOCH);
                    replace(world.charges(), captured.state(), captured.event());
                }));
    }

    static Stream<Arguments> movementsOfMoney() {
        return Stream.of(
                spoiled("charged twice", world -> world.checker().captured(PAID, 1)),
                spoiled("charged more than was shown", world -> world.checker().captured(CANCELLED, 9_999)),
                spoiled("refunded what was not captured", world -> world.checker()
                        .refunded(CANCELLED)),
                spoiled("refunded an order that stands", world -> world.checker()
                        .refunded(PAID)),
                spoiled("refunded twice", world -> {
                    world.checker().captured(CANCELLED, 1);
                    world.checker().refunded(CANCELLED);
                    world.checker().refunded(CANCELLED);
                }),
                spoiled("started to pay after the last moment", world -> {
                    var charge = world.charges().find(PAID);
                    world.checker().confirms(charge, charge.order().expiresAt());
                }));
    }

    static Stream<Arguments> remains() {
        return Stream.of(
                spoiled("money was kept", world -> world.checker().captured(CANCELLED, 1)),
                spoiled("an order has not ended", CheckerTest::place),
                spoiled("payments never heard of an order", world -> {
                    place(world);
                    end(world, LIVE, OrderSnapshot.Status.CANCELLED);
                }),
                spoiled("orders' copy of a ticket differs", world -> world.keepReplica(copy(world, 99))),
                spoiled("orders never heard of a ticket", world -> world.replicas()
                        .remove(FREE)),
                spoiled("a ticket stays locked for an order that has ended", world -> {
                    hold(world, FREE, TicketSnapshot.Status.RESERVED, CANCELLED);
                }),
                spoiled("a ticket has not heard the last of its orders", world -> {
                    var ticket = world.tickets().find(FREE);
                    var ahead = Forged.at(next(world, FREE, ticket.status(), ""), new Position(7, 7));
                    replace(world.tickets(), ahead, Optional.empty());
                }),
                spoiled("an event stays in its outbox", world -> world.orders()
                        .row(PAID)
                        .keepInOutbox(List.of(Message.timerFired(PAID, Instant.EPOCH)))),
                spoiled("a timer or a lease is left", world -> world.timers().set(PAID, 0)),
                spoiled("a timer or a lease is left", world -> {
                    world.timers().set(PAID, 0);
                    world.timers().claim(1, 1);
                }));
    }

    private static Arguments spoiled(String what, Consumer<World> spoil) {
        return arguments(what, spoil);
    }

    /** One ticket is paid for; of another the only order was cancelled. */
    private static World atRest() {
        var world = new World(new Protocol(), null);
        var steps = new Steps(world);
        for (var service : Service.ALL) {
            steps.take(new Choice(Op.START, 0, 0, Service.ALL.indexOf(service), ANYHOW));
        }
        var drain = new Drain(world, steps);
        var story = List.of(
                new Choice(Op.LIST, 0, 0, 2_000, ANYHOW),
                new Choice(Op.LIST, 0, 1, 1_000, ANYHOW),
                new Choice(Op.PLACE, 1, 0, 0, ANYHOW),
                new Choice(Op.PLACE, 2, 1, 0, WITHOUT_THE_PRICE),
                new Choice(Op.PAY, 3, 1, Card.ALL.indexOf(Card.GOOD), ANYHOW),
                new Choice(Op.CANCEL, 4, 2, 0, ANYHOW));
        for (var choice : story) {
            steps.take(choice);
            drain.quieten();
        }
        return world;
    }

    /** Somebody orders the free ticket. */
    private static void place(World world) {
        var like = world.orders().find(CANCELLED);
        world.orders().insert(order(LIVE, 1, like, 2, OrderSnapshot.Status.CREATED), EventType.ORDER_CREATED);
    }

    private static void end(World world, String id, OrderSnapshot.Status status) {
        replace(world.orders(), order(world.orders().find(id), status), Optional.of(EventType.ORDER_UPDATED));
    }

    private static void cancel(World world, CancelReason reason) {
        place(world);
        var live = world.orders().find(LIVE);
        var cancelled = (Changed<Order>) live.expire(live.dueAt());
        replace(world.orders(), Forged.with(cancelled.state(), reason), cancelled.event());
    }

    private static void hold(World world, String id, TicketSnapshot.Status status, String orderId) {
        replace(world.tickets(), next(world, id, status, orderId), Optional.of(EventType.TICKET_UPDATED));
    }

    private static <T extends Aggregate> void replace(Store<T> store, T next, Optional<EventType> event) {
        store.replace(store.find(next.id()), new Changed<>(next, event));
    }

    private static Order order(Order before, OrderSnapshot.Status status) {
        return order(before.id(), before.version() + 1, before, before.reservation(), status);
    }

    private static Order order(String id, long version, Order like, long reservation, OrderSnapshot.Status status) {
        return new Order(
                id,
                version,
                like.ticketId(),
                reservation,
                like.userId(),
                status,
                like.title(),
                like.priceCents(),
                like.expiresAt(),
                like.dueAt(),
                Optional.empty(),
                Optional.empty(),
                like.chargeVersion(),
                like.waiting());
    }

    private static Ticket next(World world, String id, TicketSnapshot.Status status, String orderId) {
        var ticket = world.tickets().find(id);
        return new Ticket(
                id,
                ticket.version() + 1,
                ticket.details(),
                ticket.userId(),
                status,
                Optional.of(orderId).filter(holder -> !holder.isEmpty()),
                ticket.reservation(),
                ticket.position(),
                ticket.refused());
    }

    private static TicketReplica copy(World world, long version) {
        var copy = world.replicas().get(FREE);
        return new TicketReplica(copy.id(), version, copy.title(), copy.priceCents(), copy.sellerId(), copy.status());
    }
}
