package dev.ticketing.system.simulation;

import dev.ticketing.expiration.domain.TimerChange;
import dev.ticketing.orders.domain.Order;
import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Step;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.tickets.domain.Position;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The protocol with one rule broken. The simulation must find each. */
enum BrokenRule {
    ORDERS_UNIQUE_INDEX_OFF(new Protocol() {
        @Override
        boolean reservationsAreUnique() {
            return false;
        }
    }),
    ORDERS_REPLICA_POSITION_NOT_CHECKED(new Protocol() {
        @Override
        boolean isNews(long knownVersion, long heardVersion) {
            return true;
        }
    }),
    ORDERS_REPLICA_WRITTEN_BEFORE_THE_EFFECT(new Protocol() {
        @Override
        boolean writesTheEffectBeforeTheReplica() {
            return false;
        }
    }),
    ORDERS_A_CANCELLED_ORDER_CAN_COMPLETE(new Protocol() {
        @Override
        Transition<Order> orderHears(Order order, ChargeSnapshot charge, Instant at) {
            boolean revives = order.status() == OrderSnapshot.Status.CANCELLED
                    && charge.status() == ChargeSnapshot.Status.COMPLETED;
            return super.orderHears(
                    revives ? Forged.with(order, OrderSnapshot.Status.AWAITING_PAYMENT) : order, charge, at);
        }
    }),
    ORDERS_DUE_TIME_NOT_RECHECKED(new Protocol() {
        @Override
        Transition<Order> expire(Order order, Instant now) {
            return super.expire(order, order.dueAt());
        }
    }),
    ORDERS_TIMER_KEYED_BY_TICKET(new Protocol() {
        @Override
        String timerOf(TimerChange change, OrderSnapshot order) {
            return order.ticket().id();
        }

        @Override
        String orderOfTimer(String id, Store<Order> orders) {
            var last = World.lastOf(id, orders);
            return last == null ? id : last.state().id();
        }

        @Override
        Transition<Order> expire(Order order, Instant now) {
            return super.expire(order, order.dueAt());
        }
    }),
    ORDERS_PRICE_FOLLOWS_THE_TICKET(new Protocol() {
        @Override
        List<String> ordersNamedBy(TicketSnapshot ticket, Store<Order> orders) {
            var named = super.ordersNamedBy(ticket, orders);
            var last = World.lastOf(ticket.id(), orders);
            if (last != null && !named.contains(last.state().id())) {
                named.add(last.state().id());
            }
            return named;
        }

        @Override
        Transition<Order> orderHears(Order order, TicketSnapshot ticket) {
            var heard = super.orderHears(order, ticket);
            return heard instanceof Changed || !order.status().live() || order.priceCents() == ticket.priceCents()
                    ? heard
                    : Transition.changed(
                            Forged.withPrice(order, order.version() + 1, ticket.priceCents()), EventType.ORDER_UPDATED);
        }
    }),
    ORDERS_LISTED_PRICE_COUNTS_AS_SHOWN(new Protocol() {
        @Override
        long shownPrice(long listedCents, long answeredCents) {
            return listedCents;
        }
    }),
    ORDERS_REFUND_RECORDED_WITHOUT_AN_EVENT(new Protocol() {
        @Override
        Transition<Order> orderHears(Order order, ChargeSnapshot charge, Instant at) {
            var heard = super.orderHears(order, charge, at);
            return charge.status() == ChargeSnapshot.Status.REFUNDED && heard instanceof Changed<Order> changed
                    ? Transition.changedSilently(changed.state())
                    : heard;
        }
    }),
    ORDERS_NO_SWEEP(new Protocol() {
        @Override
        boolean sweepsOverdueOrders() {
            return false;
        }
    }),
    TICKETS_POSITION_OFF(new Protocol() {
        @Override
        Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
            return super.ticketHears(Forged.at(ticket, Position.NONE), type, order);
        }
    }),
    TICKETS_VERSION_WITHOUT_RESERVATION(new Protocol() {
        @Override
        Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
            var position =
                    new Position(order.ticket().reservation(), ticket.position().version());
            return super.ticketHears(Forged.at(ticket, position), type, order);
        }
    }),
    TICKETS_POSITION_NOT_STORED_WHEN_NOTHING_CHANGES(new Protocol() {
        @Override
        Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
            var heard = super.ticketHears(ticket, type, order);
            return heard instanceof Changed<Ticket> changed && changed.event().isEmpty()
                    ? Transition.unchanged(ticket)
                    : heard;
        }
    }),
    TICKETS_JUDGED_BY_TYPE(new Protocol() {
        @Override
        Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
            return super.ticketHears(ticket, type, Forged.byType(type, order));
        }
    }),
    TICKETS_CONFIRMED_AFTER_WITHDRAWAL(new Protocol() {
        @Override
        Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
            boolean revives = ticket.status() == TicketSnapshot.Status.WITHDRAWN;
            return super.ticketHears(
                    revives ? Forged.with(ticket, TicketSnapshot.Status.AVAILABLE) : ticket, type, order);
        }
    }),
    TICKETS_PRICE_NOT_COMPARED(new Protocol() {
        @Override
        Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
            return super.ticketHears(
                    ticket, type, Forged.withPrice(order, ticket.details().priceCents()));
        }
    }),
    TICKETS_LOCKED_CAN_BE_WITHDRAWN(new Protocol() {
        @Override
        Transition<Ticket> withdraw(Ticket ticket, String seller) {
            boolean isLocked = ticket.status() == TicketSnapshot.Status.RESERVED;
            return super.withdraw(isLocked ? Forged.with(ticket, TicketSnapshot.Status.AVAILABLE) : ticket, seller);
        }
    }),
    TICKETS_REFUSAL_DROPPED_BY_AN_EDIT(new Protocol() {
        @Override
        Transition<Ticket> edit(Ticket ticket, String seller, TicketDetails wanted) {
            return Forged.then(super.edit(ticket, seller, wanted), Forged::forgetful);
        }
    }),
    TICKETS_UNLOCKS_ONLY_ITS_OWN_LOCK(new Protocol() {
        @Override
        Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
            var heard = super.ticketHears(ticket, type, order);
            boolean isAnothers = ticket.orderId()
                    .filter(holder -> !holder.equals(order.id()))
                    .isPresent();
            return heard instanceof Changed<Ticket> changed
                            && order.status() == OrderSnapshot.Status.CANCELLED
                            && isAnothers
                    ? Transition.changedSilently(stillLocked(ticket, changed.state()))
                    : heard;
        }

        private Ticket stillLocked(Ticket ticket, Ticket after) {
            var locked = Forged.at(ticket, after.position());
            return new Ticket(
                    locked.id(),
                    after.version(),
                    locked.details(),
                    locked.userId(),
                    locked.status(),
                    locked.orderId(),
                    locked.reservation(),
                    locked.position(),
                    locked.refused());
        }
    }),
    PAYMENTS_POSITION_OFF(new Protocol() {
        @Override
        Transition<Charge> chargeHears(Charge charge, EventType type, OrderSnapshot order, Instant now) {
            var forgetful = Forged.with(charge.order(), 0, charge.order().status());
            return super.chargeHears(Forged.with(charge, forgetful), type, order, now);
        }
    }),
    PAYMENTS_JUDGED_BY_TYPE(new Protocol() {
        @Override
        Transition<Charge> chargeHears(Charge charge, EventType type, OrderSnapshot order, Instant now) {
            return super.chargeHears(charge, type, Forged.byType(type, order), now);
        }
    }),
    PAYMENTS_ACCEPTS_CREATED(new Protocol() {
        @Override
        Transition<Charge> startAttempt(Charge charge, String payer, String token, Instant now) {
            var order = charge.order();
            if (order.status() != OrderSnapshot.Status.CREATED) {
                return super.startAttempt(charge, payer, token, now);
            }
            var accepted = Forged.with(order, order.version(), OrderSnapshot.Status.AWAITING_PAYMENT);
            var started = super.startAttempt(Forged.with(charge, accepted), payer, token, now);
            return Forged.then(started, after -> Forged.with(after, order));
        }
    }),
    PAYMENTS_EXPIRY_UNCHECKED(new Protocol() {
        @Override
        Transition<Charge> startAttempt(Charge charge, String payer, String token, Instant now) {
            return super.startAttempt(charge, payer, token, inTime(charge, now));
        }

        @Override
        Step nextStep(Charge charge, Instant now) {
            return super.nextStep(charge, inTime(charge, now));
        }

        @Override
        boolean isInTime(Charge charge, Instant now) {
            return true;
        }

        private Instant inTime(Charge charge, Instant now) {
            var last = charge.order().expiresAt().minusMillis(1);
            return now.isBefore(last) ? now : last;
        }
    }),
    STORES_COMPARE_AND_SET_OFF(new Protocol() {
        @Override
        boolean comparesBeforeItSets() {
            return false;
        }
    }),
    PAYMENTS_REFUND_MISSING(new Protocol() {
        @Override
        Step nextStep(Charge charge, Instant now) {
            var step = super.nextStep(charge, now);
            return step instanceof Step.Refund ? new Step.Nothing() : step;
        }
    }),
    PAYMENTS_REFUND_ONLY_IN_THE_HANDLER(new Protocol() {
        @Override
        boolean goesOnInTheHandler() {
            return true;
        }

        @Override
        boolean sweeps(Charge charge, Instant now) {
            return !(nextStep(charge, now) instanceof Step.Refund);
        }
    }),
    PAYMENTS_UNFINISHED_ATTEMPT_NEVER_RESUMED(new Protocol() {
        @Override
        boolean sweeps(Charge charge, Instant now) {
            return charge.attempts().open().isEmpty();
        }
    }),
    PAYMENTS_RANDOM_KEY_PER_TRY(new Protocol() {
        @Override
        long idempotencyKey(long stored) {
            return 0;
        }

        @Override
        boolean confirmsWhatItJustMade() {
            return true;
        }
    }),
    PAYMENTS_CONFIRMS_WHAT_IT_JUST_MADE(new Protocol() {
        @Override
        boolean confirmsWhatItJustMade() {
            return true;
        }
    }),
    PAYMENTS_OPEN_INTENT_LEFT(new Protocol() {
        @Override
        Step nextStep(Charge charge, Instant now) {
            var step = super.nextStep(charge, now);
            return step instanceof Step.CancelIntent ? new Step.Nothing() : step;
        }
    }),
    PAYMENTS_FAILURES_NOT_FENCED(new Protocol() {
        @Override
        Transition<Charge> attemptFailed(Charge charge, FailedAttempt failed) {
            int open = charge.attempts().open().map(Attempt::number).orElse(failed.number());
            return super.attemptFailed(charge, new FailedAttempt(open, failed.declined(), failed.message()));
        }
    }),
    PAYMENTS_SILENCE_TAKEN_FOR_A_DECLINE(new Protocol() {
        @Override
        boolean takesSilenceForADecline() {
            return true;
        }
    }),
    PAYMENTS_EVERY_DECLINE_IS_THE_LAST(new Protocol() {
        @Override
        Transition<Charge> attemptFailed(Charge charge, FailedAttempt failed) {
            return charge.attemptFailed(failed, 1);
        }
    }),
    OUTBOX_PULLED_BY_POPPING_THE_FIRST(new Protocol() {
        @Override
        List<Message> leftAfterPull(List<Message> stored, List<Message> read, List<Message> published) {
            return new ArrayList<>(stored.subList(Math.min(published.size(), stored.size()), stored.size()));
        }
    }),
    OUTBOX_REWRITTEN_FROM_WHAT_WAS_READ(new Protocol() {
        @Override
        List<Message> leftAfterPull(List<Message> stored, List<Message> read, List<Message> published) {
            return super.leftAfterPull(read, read, published);
        }
    }),
    OUTBOX_CONFIRM_FORGOTTEN(new Protocol() {
        @Override
        boolean countsAsPublished(boolean confirmed) {
            return true;
        }
    }),
    TOPOLOGY_EACH_DECLARES_ONLY_ITS_OWN_QUEUE(new Protocol() {
        @Override
        Set<Service> queuesDeclaredBy(Service service) {
            return EnumSet.of(service);
        }
    });

    @SuppressWarnings("ImmutableEnumChecker") // no protocol has a state
    private final Protocol protocol;

    BrokenRule(Protocol protocol) {
        this.protocol = protocol;
    }

    Protocol protocol() {
        return protocol;
    }
}
