package dev.ticketing.payments.domain;

import static dev.ticketing.payments.domain.Charges.CENTS;
import static dev.ticketing.payments.domain.Charges.EXPIRES;
import static dev.ticketing.payments.domain.Charges.failure;
import static dev.ticketing.payments.domain.Charges.order;
import static dev.ticketing.shared.events.OrderSnapshot.Status.AWAITING_PAYMENT;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CANCELLED;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Ledger.Standing;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Every cent accounted for, whatever races: an order, its charge and Stripe, with snapshots that come in any order and
 * repeatedly, calls that overtake each other, replies that are lost or late, and keys that Stripe forgets.
 */
class ChargeHistoriesTest {

    private static final int HISTORIES = 20_000;
    private static final int MAX_STEPS = 60;
    private static final int MAX_DECLINES = 3;

    @Test
    void every_captured_payment_ends_as_a_complete_order_or_a_full_refund() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            var history = new History(random);
            try {
                history.walk(random.nextInt(MAX_STEPS));
                history.drain();
                history.assertThatEveryCentIsAccountedFor();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + ", history " + i + ": " + history.log, broken);
            }
        }
    }

    /** One PaymentIntent at Stripe. */
    private static final class StripeIntent {
        private final Map<Integer, Function<Charge, Transition<Charge>>> answers = new HashMap<>();
        private final List<Refund> refunds = new ArrayList<>();
        private Look.State state = Look.State.OPEN;

        private boolean isOver() {
            return state == Look.State.CAPTURED || state == Look.State.CLOSED;
        }

        private long givenBackCents() {
            return refunds.stream()
                    .filter(refund -> refund.state() != Refund.State.FAILED)
                    .mapToLong(Refund::amountCents)
                    .sum();
        }
    }

    private static final class History {
        private final Random random;
        private final List<String> log = new ArrayList<>();
        private Instant now = EXPIRES.minusSeconds(60);

        private final List<OrderSnapshot> orderEvents = new ArrayList<>(List.of(order(1, CREATED)));
        private long chargeVersionHeard;

        private Charge charge = Charge.of(orderEvents.get(0), "usd");
        private final List<ChargeSnapshot> chargeEvents = new ArrayList<>();
        private final List<Step> calls = new ArrayList<>();
        private final List<Function<Charge, Transition<Charge>>> replies = new ArrayList<>();

        private final Map<String, StripeIntent> stripe = new HashMap<>();
        private String intentUnderKey = "";

        History(Random random) {
            this.random = random;
        }

        void walk(int steps) {
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(18)) {
                    case 0 -> orderChanges(random.nextInt(4) == 0 ? CANCELLED : AWAITING_PAYMENT);
                    case 1 -> any(chargeEvents, this::orderHears);
                    case 2, 3 -> any(orderEvents, this::chargeHears);
                    case 4, 5 -> record("attempt", current -> Charges.attempting(current, now));
                    case 6 -> record("turn", current -> current.takeTurn(now));
                    case 7, 8 -> calls.add(charge.nextStep(now));
                    case 9, 10 -> any(calls, call -> ask(call, random.nextInt(4) == 0));
                    case 11, 12 -> any(replies, reply -> record("reply", reply));
                    case 13, 14 -> webhook();
                    case 15, 16 -> bankDecides();
                    default -> now = now.plusSeconds(random.nextInt(15));
                }
            }
        }

        /** All faults have healed: what is under way arrives, and what is due is done. */
        void drain() {
            orderHearsTheNewest();
            if (newestOfOrder().status().live()) {
                now = EXPIRES.plusSeconds(6);
                orderChanges(CANCELLED);
            }
            List.copyOf(orderEvents).forEach(this::chargeHears);
            List.copyOf(calls).forEach(call -> ask(call, false));
            List.copyOf(replies).forEach(reply -> record("late reply", reply));
            for (int step = 0; charge.workDueAt().isPresent(); step++) {
                assertThat(step).as("steps to the end").isLessThan(20);
                replies.clear();
                now = now.plusSeconds(60);
                bankDecides();
                ask(charge.nextStep(now), false);
                replies.forEach(reply -> record("reply", reply));
            }
            orderHearsTheNewest();
        }

        void assertThatEveryCentIsAccountedFor() {
            long captured = stripe.values().stream()
                    .filter(intent -> intent.state == Look.State.CAPTURED)
                    .count();
            long givenBack = stripe.values().stream()
                    .mapToLong(StripeIntent::givenBackCents)
                    .sum();
            boolean complete = newestOfOrder().status() == COMPLETE;
            assertThat(captured).as("captured").isBetween(complete ? 1L : 0L, 1L);
            assertThat(givenBack).as("given back").isEqualTo(complete ? 0 : captured * CENTS);
            assertThat(charge.status() == Status.COMPLETED).isEqualTo(complete);
            assertThat(charge.status() == Status.REFUNDED).isEqualTo(givenBack == CENTS);
            assertThat(charge.ledger().standing())
                    .isEqualTo(captured == 0 ? Standing.NOTHING : complete ? Standing.SOLD : Standing.REFUNDED);
            charge.intent().id().map(stripe::get).ifPresent(intent -> assertThat(intent.isOver())
                    .as("no intent of an ended order stays open")
                    .isTrue());
        }

        private OrderSnapshot newestOfOrder() {
            return orderEvents.get(orderEvents.size() - 1);
        }

        private void orderChanges(OrderSnapshot.Status status) {
            var newest = newestOfOrder();
            if (newest.status().live() && newest.status() != status) {
                orderEvents.add(order(newest.version() + 1, status));
                log.add("order " + status);
            }
        }

        private void orderHears(ChargeSnapshot snapshot) {
            if (snapshot.version() > chargeVersionHeard) {
                chargeVersionHeard = snapshot.version();
                if (snapshot.refundedCents() == 0) {
                    orderChanges(snapshot.status() == Status.COMPLETED ? COMPLETE : CANCELLED);
                }
            }
        }

        private void orderHearsTheNewest() {
            if (!chargeEvents.isEmpty()) {
                orderHears(chargeEvents.get(chargeEvents.size() - 1));
            }
        }

        private void chargeHears(OrderSnapshot snapshot) {
            record("hears of order version " + snapshot.version(), current -> current.apply(snapshot, now));
        }

        private void ask(Step step, boolean replyLost) {
            log.add("Stripe: " + step + (replyLost ? ", reply lost" : ""));
            var reply = answer(step);
            if (!replyLost) {
                replies.add(reply);
            }
        }

        private Function<Charge, Transition<Charge>> answer(Step step) {
            if (step instanceof Step.CreateIntent) {
                return create();
            } else if (step instanceof Step.Confirm confirm) {
                return confirm(confirm);
            } else if (step instanceof Step.LookUp lookUp) {
                return look(lookUp.intentId());
            } else if (step instanceof Step.CancelIntent cancel) {
                var intent = stripe.get(cancel.intentId());
                intent.state = intent.state == Look.State.CAPTURED ? intent.state : Look.State.CLOSED;
                return look(cancel.intentId());
            } else if (step instanceof Step.Refund refund) {
                return refund(refund);
            }
            return Transition::unchanged;
        }

        /** What is refused for another refund shows at a look. */
        private Function<Charge, Transition<Charge>> refund(Step.Refund step) {
            var refunds = stripe.get(step.intentId()).refunds;
            boolean isMade = refunds.stream().anyMatch(refund -> refund.state() != Refund.State.FAILED);
            if (!isMade) {
                var state = random.nextInt(3) == 0 ? Refund.State.PENDING : Refund.State.SUCCEEDED;
                refunds.add(new Refund("re-" + refunds.size(), step.amountCents(), state, now));
            }
            return look(step.intentId());
        }

        /** Stripe may have forgotten the key and then makes another one. */
        private Function<Charge, Transition<Charge>> create() {
            if (intentUnderKey.isEmpty() || random.nextInt(5) == 0) {
                intentUnderKey = "pi-" + stripe.size();
                stripe.put(intentUnderKey, new StripeIntent());
            }
            var id = intentUnderKey;
            return current -> current.intentCreated(id);
        }

        /** The attempt's key gives the answer that it gave before, unless it is forgotten. */
        private Function<Charge, Transition<Charge>> confirm(Step.Confirm step) {
            var intent = stripe.get(step.intentId());
            var attempt = step.attempt();
            var before = intent.answers.get(attempt.number());
            if (before != null && random.nextInt(5) > 0) {
                return before;
            } else if (intent.isOver()) {
                return look(step.intentId());
            }
            var answer = confirm(intent, step.intentId(), attempt);
            intent.answers.put(attempt.number(), answer);
            return answer;
        }

        private Function<Charge, Transition<Charge>> confirm(StripeIntent intent, String id, Attempt attempt) {
            int luck = random.nextInt(7);
            if (luck < 2) {
                intent.state = Look.State.CAPTURED;
                return look(id);
            } else if (luck < 4) {
                intent.state = Look.State.CHALLENGED;
                var asked = now;
                return current -> current.challenged(attempt.number(), Charges.CHALLENGE, asked);
            }
            intent.state = Look.State.OPEN;
            var failed = failure(attempt.number(), luck < 6);
            return current -> current.attemptFailed(failed, MAX_DECLINES);
        }

        /** Somebody asks at any moment, and hears how it was then, some time later. */
        private void webhook() {
            charge.intent().id().ifPresent(id -> {
                log.add("webhook");
                replies.add(look(id));
            });
        }

        private Function<Charge, Transition<Charge>> look(String id) {
            var intent = stripe.get(id);
            int asked = charge.attempts().challenge().isPresent()
                    ? charge.attempts().open().orElseThrow().number()
                    : 0;
            var look = new Look(intent.state, Optional.of("no"), List.copyOf(intent.refunds), List.of());
            return current -> {
                var seen = current.saw(look, asked, MAX_DECLINES, now);
                return seen instanceof Changed<Charge> || current.paidAt().isEmpty()
                        ? seen
                        : current.settled(look.refunds(), look.disputes(), now);
            };
        }

        /** The bank makes up its mind: about a buyer's identity, or about a refund. */
        private void bankDecides() {
            for (var intent : stripe.values()) {
                if (intent.state == Look.State.CHALLENGED) {
                    intent.state = random.nextBoolean() ? Look.State.CAPTURED : Look.State.OPEN;
                }
                for (int i = 0; i < intent.refunds.size(); i++) {
                    var refund = intent.refunds.get(i);
                    boolean isPending = refund.state() == Refund.State.PENDING;
                    var next = isPending && random.nextInt(3) > 0 ? Refund.State.SUCCEEDED : Refund.State.FAILED;
                    boolean mayFail = i < 2 && random.nextInt(4) == 0;
                    if (isPending || (mayFail && refund.state() == Refund.State.SUCCEEDED)) {
                        intent.refunds.set(i, new Refund(refund.id(), refund.amountCents(), next, now));
                    }
                }
            }
        }

        private void record(String what, Function<Charge, Transition<Charge>> rule) {
            if (rule.apply(charge) instanceof Changed<Charge> changed) {
                var before = charge;
                charge = changed.state();
                changed.event().ifPresent(event -> chargeEvents.add(charge.snapshot()));
                log.add(what + " -> " + charge);
                assertThatItHolds(before, changed);
            }
        }

        private void assertThatItHolds(Charge before, Changed<Charge> changed) {
            assertThat(charge.version()).isEqualTo(before.version() + 1);
            assertThat(charge.order().version())
                    .isGreaterThanOrEqualTo(before.order().version());
            if (!(charge.nextStep(now) instanceof Step.Nothing)) {
                assertThat(charge.workDueAt())
                        .as("due when there is something to do")
                        .isPresent();
            }
            if (before.paidAt().isPresent()) {
                assertThat(charge.status()).isIn(Status.COMPLETED, Status.REFUNDED);
                assertThat(charge.ledger().entries())
                        .as("entries are only added")
                        .startsWith(before.ledger().entries().toArray(LedgerEntry[]::new));
            }
            if (charge.attempts().started() > before.attempts().started()) {
                assertThat(now).isBefore(EXPIRES);
                assertThat(charge.order().status()).isEqualTo(AWAITING_PAYMENT);
            }
            assertThat(charge.attempts().challenge().isPresent()).isEqualTo(charge.status() == Status.REQUIRES_ACTION);
            assertThat(changed.event().filter(EventType.CHARGE_FAILED::equals).isPresent())
                    .as("failed for good")
                    .isEqualTo(charge.attempts().declines() == MAX_DECLINES
                            && before.attempts().declines() < MAX_DECLINES);
            assertThat(chargeEvents.isEmpty() || shown(chargeEvents.get(chargeEvents.size() - 1), charge.snapshot()))
                    .as("the newest event shows the state")
                    .isTrue();
        }

        private static boolean shown(ChargeSnapshot event, ChargeSnapshot state) {
            return event.status() == state.status()
                    && event.amountCents() == state.amountCents()
                    && event.stripeId().equals(state.stripeId())
                    && event.refundedCents() == state.refundedCents()
                    && event.stripeRefundId().equals(state.stripeRefundId());
        }

        private <T> void any(List<T> choices, Consumer<T> action) {
            if (!choices.isEmpty()) {
                action.accept(choices.get(random.nextInt(choices.size())));
            }
        }
    }
}
