package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from Stripe. An event is taken as a hint that something has changed, and what has is asked for: so it does not
 * matter in which order events come, how often, or how late. One is answered as taken only once it was applied; what is
 * answered otherwise Stripe sends again, for three days. What follows from it is the sweep's.
 */
final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final List<String> OUTCOMES = List.of("applied", "repeated", "foreign", "unknown", "refused");

    private final WebhookSignature signature;
    private final WebhookInbox inbox;
    private final ChargeStore store;
    private final StripeGateway stripe;
    private final ChargeProgress progress;
    private final Clock clock;

    Webhooks(
            WebhookSignature signature,
            WebhookInbox inbox,
            ChargeStore store,
            StripeGateway stripe,
            ChargeProgress progress,
            Clock clock) {
        this.signature = signature;
        this.inbox = inbox;
        this.store = store;
        this.stripe = stripe;
        this.progress = progress;
        this.clock = clock;
        // There from the start, so that the first of a kind shows as one more.
        OUTCOMES.forEach(Webhooks::counter);
    }

    /**
     * Applies one.
     *
     * @param header what it says it is signed with
     */
    Future<Void> receive(Buffer body, String header) {
        if (!signature.isGenuine(body, header, clock.instant())) {
            count("refused");
            return invalid("the signature is not one of Stripe's, or not of now");
        }
        return WebhookEvent.read(body).map(this::receive).orElseGet(() -> invalid("this is no event"));
    }

    private Future<Void> receive(WebhookEvent event) {
        if (!event.isKnown()) {
            count("unknown");
            return Future.succeededFuture();
        }
        return inbox.has(event).compose(isApplied -> isApplied ? again() : apply(event));
    }

    private static Future<Void> again() {
        count("repeated");
        return Future.succeededFuture();
    }

    private Future<Void> apply(WebhookEvent event) {
        return chargeOf(event)
                .compose(charge -> charge.isPresent()
                        ? progress.look(charge.get(), event.isOfMoneyMoved()).map("applied")
                        : Future.succeededFuture("foreign"))
                .compose(outcome -> inbox.add(event).onSuccess(added -> count(outcome)));
    }

    /** Empty for what is not ours: the same account may sell elsewhere too. */
    private Future<Optional<Charge>> chargeOf(WebhookEvent event) {
        return event.intentId()
                .map(intentId -> store.findByIntent(intentId)
                        .compose(found -> found.isPresent() ? Future.succeededFuture(found) : chargeToBeOf(intentId)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** The id of one that was made a moment ago may not be stored yet: then it comes again. */
    private Future<Optional<Charge>> chargeToBeOf(String intentId) {
        return stripe.orderOf(intentId).compose(store::find).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(found);
            } else if (found.get().intent().id().isEmpty()) {
                return Future.failedFuture(new Failure.Unavailable("the payment is not known yet", 1).asException());
            }
            LOG.atWarn()
                    .addKeyValue("orderId", found.get().id())
                    .addKeyValue("stripeId", intentId)
                    .log("heard of a PaymentIntent that is not the order's");
            return Future.succeededFuture(Optional.empty());
        });
    }

    private static Future<Void> invalid(String message) {
        return Future.failedFuture(Failure.invalid(message, null).asException());
    }

    private static void count(String outcome) {
        counter(outcome).increment();
    }

    private static Counter counter(String outcome) {
        return Metrics.counter("stripe.webhooks", "outcome", outcome);
    }
}
