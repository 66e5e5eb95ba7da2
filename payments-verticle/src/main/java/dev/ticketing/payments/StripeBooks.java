package dev.ticketing.payments;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
import com.stripe.model.HasId;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundListParams;
import dev.ticketing.payments.domain.Listed;
import dev.ticketing.payments.domain.Look;
import dev.ticketing.payments.domain.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Stripe's lists of what there is, whoever made it. */
final class StripeBooks {

    /** Stripe's own bound. */
    private static final long PAGE = 100;

    private static final String THE_INTENT = "data.payment_intent";

    private final StripeClient stripe;
    private final StripeCalls calls;
    private final Looks looks;

    /** What Stripe lists. */
    enum Kind {
        PAYMENT_INTENTS,
        REFUNDS,
        DISPUTES
    }

    /**
     * A page of a list.
     *
     * @param last where the next page goes on; empty when there is none
     */
    record Page(List<Listed> listed, Optional<String> last) {}

    StripeBooks(StripeClient stripe, StripeCalls calls, Looks looks) {
        this.stripe = stripe;
        this.calls = calls;
        this.looks = looks;
    }

    /** The page at a position. */
    Future<Page> page(Kind kind, Position position) {
        return switch (kind) {
            case PAYMENT_INTENTS -> calls.run("payment_intents.list", () -> intents(position));
            case REFUNDS -> calls.run("refunds.list", () -> refunds(position));
            case DISPUTES -> calls.run("disputes.list", () -> disputes(position));
        };
    }

    /** A PaymentIntent with all that belongs to it. */
    Future<Listed> find(String intentId) {
        return calls.run("payment_intents.retrieve", () -> {
            var look = looks.at(intentId, true);
            return listed(stripe.v1().paymentIntents().retrieve(intentId), look);
        });
    }

    private Page intents(Position position) throws StripeException {
        var created = PaymentIntentListParams.Created.builder()
                .setGte(position.from().getEpochSecond())
                .setLt(position.until().orElseThrow().getEpochSecond())
                .build();
        var params = PaymentIntentListParams.builder().setCreated(created).setLimit(PAGE);
        position.after().ifPresent(params::setStartingAfter);
        return page(
                stripe.v1().paymentIntents().list(params.build()),
                intent -> listed(intent, Look.at(Looks.stateOf(intent))));
    }

    private Page refunds(Position position) throws StripeException {
        var created = RefundListParams.Created.builder()
                .setGte(position.from().getEpochSecond())
                .setLt(position.until().orElseThrow().getEpochSecond())
                .build();
        var params =
                RefundListParams.builder().setCreated(created).setLimit(PAGE).addExpand(THE_INTENT);
        position.after().ifPresent(params::setStartingAfter);
        return page(stripe.v1().refunds().list(params.build()), this::listed);
    }

    private Page disputes(Position position) throws StripeException {
        var created = DisputeListParams.Created.builder()
                .setGte(position.from().getEpochSecond())
                .setLt(position.until().orElseThrow().getEpochSecond())
                .build();
        var params =
                DisputeListParams.builder().setCreated(created).setLimit(PAGE).addExpand(THE_INTENT);
        position.after().ifPresent(params::setStartingAfter);
        return page(stripe.v1().disputes().list(params.build()), this::listed);
    }

    private static <T extends HasId> Page page(StripeCollection<T> found, Function<T, Listed> read) {
        var data = found.getData();
        boolean more = Boolean.TRUE.equals(found.getHasMore()) && !data.isEmpty();
        return new Page(
                data.stream().map(read).toList(),
                more ? Optional.of(data.get(data.size() - 1).getId()) : Optional.empty());
    }

    private Listed listed(Refund refund) {
        var intent = refund.getPaymentIntentObject();
        return listed(intent, refund.getPaymentIntent(), List.of(looks.read(refund)), List.of());
    }

    private Listed listed(Dispute dispute) {
        var intent = dispute.getPaymentIntentObject();
        return listed(
                intent,
                dispute.getPaymentIntent(),
                List.of(),
                Looks.read(dispute).stream().toList());
    }

    /** One without a PaymentIntent was made by something else than us. */
    private static Listed listed(
            PaymentIntent intent,
            String intentId,
            List<dev.ticketing.payments.domain.Refund> refunds,
            List<dev.ticketing.payments.domain.Dispute> disputes) {
        return intent == null
                ? new Listed(String.valueOf(intentId), Optional.empty(), 0, "", Look.at(Look.State.OPEN))
                : listed(intent, new Look(Looks.stateOf(intent), Optional.empty(), refunds, disputes));
    }

    private static Listed listed(PaymentIntent intent, Look look) {
        var metadata = intent.getMetadata() == null ? Map.<String, String>of() : intent.getMetadata();
        long received = intent.getAmountReceived() == null ? 0 : intent.getAmountReceived();
        return new Listed(
                intent.getId(), Optional.ofNullable(metadata.get("orderId")), received, intent.getCurrency(), look);
    }
}
