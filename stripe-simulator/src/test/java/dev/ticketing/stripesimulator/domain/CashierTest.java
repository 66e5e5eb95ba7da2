package dev.ticketing.stripesimulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.stripesimulator.domain.PaymentIntent.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
