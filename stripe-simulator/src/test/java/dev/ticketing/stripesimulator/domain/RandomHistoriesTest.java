package dev.ticketing.stripesimulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class RandomHistoriesTest {

    private static final int STEPS = 500;
    private static final int INTENTS = 12;
    private static final List<TestCard> CARDS = List.of(TestCard.values());

    private final Books books = new Books();
    private final Cashier cashier = new Cashier(books, new CountingIds(), 5);

    /** The rules every proof about money rests on, whatever is asked in whatever order. */
    @RepeatedTest(20)
    void no_history_charges_an_intent_twice_or_gives_back_more_than_was_taken() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < INTENTS; i++) {
            Outcome created = cashier.create(
                    Requests.creation(Parameters.parse("amount=900&currency=usd&payment_method_types[]=card")), i);
            books.apply(created.changed());
            ids.add(created.answer().id());
        }

        for (int step = 0; step < STEPS; step++) {
            String id = ids.get(random.nextInt(INTENTS));
            books.apply(randomRequest(random, id, step).changed());
            assertThat(books.intents().find(id).orElseThrow())
                    .as("seed %d, step %d", seed, step)
                    .satisfies(this::holdsTheRules);
        }
    }

    private Outcome randomRequest(Random random, String id, long now) {
        TestCard card = CARDS.get(random.nextInt(CARDS.size()));
        return switch (random.nextInt(11)) {
            case 0 -> cashier.cancel(id, null, now);
            case 1 -> cashier.authenticated(id, random.nextBoolean(), now);
            case 2, 3 -> cashier.refund(new RefundRequest(id, null, 1L + random.nextInt(900), null, Map.of()), now);
            case 4 -> cashier.refund(new RefundRequest(id, null, null, null, Map.of()), now);
            case 5 -> settled(random);
            case 6 -> random.nextBoolean() ? closed(random) : disputed(random, id, now);
            default -> cashier.confirm(id, new Confirmation(card, null), now);
        };
    }

    private Outcome settled(Random random) {
        List<Refund> refunds = books.refunds().all();
        String id = refunds.isEmpty()
                ? "re_nowhere"
                : refunds.get(random.nextInt(refunds.size())).id();
        return cashier.settle(id, random.nextBoolean() ? Refund.Status.FAILED : Refund.Status.SUCCEEDED);
    }

    private Outcome closed(Random random) {
        List<Dispute> disputes = books.disputes().all();
        String id = disputes.isEmpty()
                ? "du_nowhere"
                : disputes.get(random.nextInt(disputes.size())).id();
        return cashier.closeDispute(id, random.nextBoolean());
    }

    private Outcome disputed(Random random, String intent, long now) {
        String charge = books.intents().find(intent).orElseThrow().latestCharge();
        Dispute.Habit habit = new Dispute.Habit("fraudulent", random.nextBoolean());
        return cashier.dispute(charge == null ? "ch_nowhere" : charge, habit, now);
    }

    private void holdsTheRules(PaymentIntent intent) {
        List<Charge> charges = books.chargesOf(intent);
        List<Charge> paid = charges.stream().filter(Charge::succeeded).toList();
        boolean succeeded = intent.status() == PaymentIntent.Status.SUCCEEDED;
        assertThat(paid).hasSize(succeeded ? 1 : 0);
        assertThat(intent.amountReceived()).isEqualTo(succeeded ? 900 : 0);
        for (Charge charge : charges) {
            long refunded = books.refundsOf(charge).stream()
                    .filter(refund -> refund.status() != Refund.Status.FAILED)
                    .mapToLong(Refund::amount)
                    .sum();
            assertThat(charge.amountRefunded()).isEqualTo(refunded);
            assertThat(refunded).isBetween(0L, charge.succeeded() ? charge.amount() : 0L);
            assertThat(charge.disputed()).isEqualTo(!books.disputesOf(charge).isEmpty());
            assertThat(books.disputesOf(charge).stream().filter(dispute -> !dispute.chargeRefundable()))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
