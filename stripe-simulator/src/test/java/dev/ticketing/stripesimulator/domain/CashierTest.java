package dev.ticketing.stripesimulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.stripesimulator.domain.PaymentIntent.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CashierTest {

    private static final long NOW = 1_790_000_000;

    private final Books books = new Books();
    private final Cashier cashier = new Cashier(books, new CountingIds(), 5);

    @ParameterizedTest
    @EnumSource(TestCard.class)
    void an_attempt_ends_as_its_card_says(TestCard card) {
        PaymentIntent intent = created(500);

        Outcome outcome = carryOut(cashier.confirm(intent.id(), new Confirmation(card, null), NOW));

        PaymentIntent after = books.intents().find(intent.id()).orElseThrow();
        if (card.authenticates()) {
            assertThat(after.status()).isEqualTo(Status.REQUIRES_ACTION);
            assertThat(books.chargesOf(after)).isEmpty();
        } else if (card.slow()) {
            assertThat(after.status()).isEqualTo(Status.PROCESSING);
            assertThat(books.chargesOf(after)).isEmpty();
        } else if (card.decline().isPresent()) {
            assertThat(after.status()).isEqualTo(Status.REQUIRES_PAYMENT_METHOD);
            assertThat(outcome.error().status()).isEqualTo(402);
            assertThat(outcome.error().payment().intent()).isEqualTo(after);
            assertThat(after.lastError().reason()).isEqualTo(card.decline().orElseThrow());
            assertThat(books.chargesOf(after)).singleElement().matches(charge -> !charge.succeeded());
        } else {
            assertThat(after.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(after.amountReceived()).isEqualTo(500);
            assertThat(books.chargesOf(after)).singleElement().matches(Charge::succeeded);
        }
    }

    @Test
    void every_refusal_leaves_the_books_as_they_were() {
        PaymentIntent paid = paid(500);
        PaymentIntent canceled = created(500);
        carryOut(cashier.cancel(canceled.id(), null, NOW));

        List<Outcome> refused = List.of(
                cashier.confirm(paid.id(), new Confirmation(TestCard.VISA, null), NOW),
                cashier.cancel(paid.id(), null, NOW),
                cashier.authenticated(paid.id(), true, NOW),
                cashier.confirm(canceled.id(), new Confirmation(TestCard.VISA, null), NOW),
                cashier.confirm(canceled.id(), new Confirmation(null, null), NOW),
                cashier.cancel(canceled.id(), null, NOW),
                cashier.confirm(created(500).id(), new Confirmation(null, null), NOW),
                cashier.confirm("pi_nowhere", new Confirmation(TestCard.VISA, null), NOW),
                cashier.cancel("pi_nowhere", null, NOW),
                cashier.refund(refundOf(canceled, null), NOW),
                cashier.refund(refundOf(paid, 501L), NOW));

        assertThat(refused).allSatisfy(outcome -> {
            assertThat(outcome.error()).isNotNull();
            assertThat(outcome.changed()).isEmpty();
        });
    }

    @Test
    void refunds_add_up_to_the_charge_and_no_further() {
        PaymentIntent paid = paid(500);
        carryOut(cashier.refund(refundOf(paid, 200L), NOW));

        assertThat(cashier.refund(refundOf(paid, 301L), NOW).error().message())
                .isEqualTo("Refund amount ($3.01) is greater than unrefunded amount on charge ($3.00)");
        carryOut(cashier.refund(refundOf(paid, null), NOW));

        Charge charge = books.chargesOf(paid).get(0);
        assertThat(charge.amountRefunded()).isEqualTo(500);
        assertThat(charge.fullyRefunded()).isTrue();
        assertThat(books.refundsOf(charge)).extracting(Refund::amount).containsExactly(200L, 300L);
        assertThat(cashier.refund(refundOf(paid, null), NOW).error().code()).isEqualTo("charge_already_refunded");
    }

    @Test
    void a_payment_after_a_decline_is_what_is_refunded() {
        PaymentIntent intent = created(500);
        carryOut(cashier.confirm(intent.id(), new Confirmation(TestCard.LOST_CARD, null), NOW));
        assertThat(cashier.refund(refundOf(intent, null), NOW).error().message())
                .isEqualTo("This PaymentIntent (" + intent.id() + ") does not have a successful charge to refund.");
        carryOut(cashier.confirm(intent.id(), new Confirmation(TestCard.VISA, null), NOW));

        carryOut(cashier.refund(refundOf(intent, null), NOW));

        assertThat(books.chargesOf(intent)).extracting(Charge::amountRefunded).containsExactly(0L, 500L);
    }

    @Test
    void a_refund_names_a_charge_of_its_intent() {
        PaymentIntent paid = paid(500);
        PaymentIntent other = paid(500);
        String charge = books.chargesOf(other).get(0).id();

        Outcome outcome = cashier.refund(new RefundRequest(paid.id(), charge, null, null, Map.of()), NOW);

        assertThat(outcome.error().param()).isEqualTo("charge");
        assertThat(outcome.changed()).isEmpty();
    }

    @Test
    void a_waiting_intent_can_be_cancelled_or_paid_with_another_card() {
        PaymentIntent first = created(500);
        carryOut(cashier.confirm(first.id(), new Confirmation(TestCard.AUTHENTICATION_REQUIRED, null), NOW));
        carryOut(cashier.cancel(first.id(), "abandoned", NOW));
        PaymentIntent second = created(500);
        carryOut(cashier.confirm(second.id(), new Confirmation(TestCard.AUTHENTICATION_REQUIRED, null), NOW));
        carryOut(cashier.confirm(second.id(), new Confirmation(TestCard.VISA, null), NOW));

        assertThat(books.intents().find(first.id()).orElseThrow().status()).isEqualTo(Status.CANCELED);
        assertThat(books.intents().find(second.id()).orElseThrow().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(cashier.authenticated(first.id(), true, NOW).error().code())
                .isEqualTo("payment_intent_unexpected_state");
    }

    @Test
    void a_pending_refund_becomes_what_it_becomes_once() {
        Charge charge = books.chargesOf(paid(TestCard.REFUND_PENDING)).get(0);
        Refund pending = refundOf(charge);

        assertThat(pending.status()).isEqualTo(Refund.Status.PENDING);
        assertThat(pending.changes()).isEqualTo(new Refund.Change(Refund.Status.SUCCEEDED, NOW + 5));
        assertThat(amountRefunded(charge)).isEqualTo(500);
        Outcome settled = carryOut(cashier.settle(pending.id(), Refund.Status.SUCCEEDED));

        assertThat(types(settled)).containsExactly("charge.refund.updated", "refund.updated");
        assertThat(settled.news().get(0).previousStatus()).isEqualTo("pending");
        assertThat(amountRefunded(charge)).isEqualTo(500);
        assertThat(cashier.settle(pending.id(), Refund.Status.SUCCEEDED).error())
                .isNotNull();
    }

    @Test
    void what_failed_to_go_back_can_be_refunded_again() {
        Charge charge = books.chargesOf(paid(TestCard.REFUND_FAILS)).get(0);
        Refund first = refundOf(charge);
        assertThat(first.status()).isEqualTo(Refund.Status.SUCCEEDED);

        Outcome failed = carryOut(cashier.settle(first.id(), Refund.Status.FAILED));

        Refund after = books.refunds().find(first.id()).orElseThrow();
        assertThat(types(failed)).containsExactly("charge.refund.updated", "refund.updated", "refund.failed");
        assertThat(after.failure().reason()).isEqualTo("expired_or_canceled_card");
        assertThat(after.changes()).isNull();
        assertThat(amountRefunded(charge)).isZero();
        assertThat(cashier.settle(first.id(), Refund.Status.SUCCEEDED).error()).isNotNull();
        assertThat(refundOf(charge).amount()).isEqualTo(500);
    }

    @Test
    void a_disputed_payment_is_disputed_as_soon_as_it_is_paid() {
        PaymentIntent intent = created(500);

        Outcome paid = carryOut(cashier.confirm(intent.id(), new Confirmation(TestCard.DISPUTED, null), NOW));

        assertThat(types(paid)).containsExactly("payment_intent.succeeded", "charge.dispute.created");
        Charge charge = books.chargesOf(intent).get(0);
        assertThat(charge.disputed()).isTrue();
        assertThat(books.disputesOf(charge)).singleElement().satisfies(dispute -> {
            assertThat(dispute.amount()).isEqualTo(500);
            assertThat(dispute.status()).isEqualTo(Dispute.Status.NEEDS_RESPONSE);
        });
    }

    @ParameterizedTest
    @CsvSource({"true, WON, true", "false, LOST, false"})
    void only_what_the_bank_gave_back_can_be_refunded(boolean won, Dispute.Status status, boolean refundable) {
        Charge charge = books.chargesOf(paid(TestCard.DISPUTED)).get(0);
        String dispute = books.disputesOf(charge).get(0).id();
        assertThat(cashier.refund(refundOf(charge, null), NOW).error().code()).isEqualTo("charge_disputed");

        Outcome closed = carryOut(cashier.closeDispute(dispute, won));

        assertThat(types(closed)).containsExactly("charge.dispute.closed");
        assertThat(books.disputes().find(dispute).orElseThrow().status()).isEqualTo(status);
        assertThat(cashier.refund(refundOf(charge, null), NOW).error() == null).isEqualTo(refundable);
        assertThat(cashier.closeDispute(dispute, true).error()).isNotNull();
        assertThat(cashier.answerDispute(dispute, "late", true).error()).isNotNull();
    }

    @Test
    void an_inquiry_takes_no_money_and_is_closed_without_a_winner() {
        Charge charge = books.chargesOf(paid(TestCard.DISPUTED_BY_INQUIRY)).get(0);
        String dispute = books.disputesOf(charge).get(0).id();
        assertThat(cashier.refund(refundOf(charge, null), NOW).error()).isNull();

        carryOut(cashier.closeDispute(dispute, false));

        assertThat(books.disputes().find(dispute).orElseThrow().status()).isEqualTo(Dispute.Status.WARNING_CLOSED);
    }

    @Test
    void any_payment_can_be_disputed_for_what_is_left_of_it_and_once_at_a_time() {
        Charge charge = books.chargesOf(paid(500)).get(0);
        carryOut(cashier.refund(refundOf(charge, 200L), NOW));
        Dispute.Habit habit = new Dispute.Habit("fraudulent", false);

        Outcome disputed = carryOut(cashier.dispute(charge.id(), habit, NOW));

        assertThat(((Dispute) disputed.answer()).amount()).isEqualTo(300);
        assertThat(cashier.dispute(charge.id(), habit, NOW).error()).isNotNull();
        assertThat(cashier.dispute("ch_nowhere", habit, NOW).error().status()).isEqualTo(404);
    }

    private PaymentIntent paid(TestCard card) {
        return (PaymentIntent) carryOut(cashier.confirm(created(500).id(), new Confirmation(card, null), NOW))
                .answer();
    }

    private Refund refundOf(Charge charge) {
        return (Refund) carryOut(cashier.refund(refundOf(charge, null), NOW)).answer();
    }

    private static RefundRequest refundOf(Charge charge, Long amount) {
        return new RefundRequest(null, charge.id(), amount, null, Map.of());
    }

    private long amountRefunded(Charge charge) {
        return books.charges().find(charge.id()).orElseThrow().amountRefunded();
    }

    private static List<String> types(Outcome outcome) {
        return outcome.news().stream().map(news -> news.type().wireName()).toList();
    }

    private PaymentIntent created(long amount) {
        Parameters parameters = Parameters.parse("amount=" + amount + "&currency=usd&payment_method_types[]=card");
        return (PaymentIntent)
                carryOut(cashier.create(Requests.creation(parameters), NOW)).answer();
    }

    private PaymentIntent paid(long amount) {
        return (PaymentIntent)
                carryOut(cashier.confirm(created(amount).id(), new Confirmation(TestCard.VISA, null), NOW))
                        .answer();
    }

    private static RefundRequest refundOf(PaymentIntent intent, Long amount) {
        return new RefundRequest(intent.id(), null, amount, null, Map.of());
    }

    private Outcome carryOut(Outcome outcome) {
        books.apply(outcome.changed());
        return outcome;
    }
}
