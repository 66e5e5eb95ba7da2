package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Cashier;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.Refund;
import dev.ticketing.stripesimulator.domain.StripeObject;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets refunds and slow payments become what their card says, in time, also over restarts. Used on one event loop only. */
final class Settlements {

    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

    private final Vertx vertx;
    private final Writes writes;
    private final Cashier cashier;
    private final Books books;

    Settlements(Vertx vertx, Writes writes, Cashier cashier, Books books) {
        this.vertx = vertx;
        this.writes = writes;
        this.cashier = cashier;
        this.books = books;
    }

    void start() {
        writes.watch(this::await);
        books.refunds().all().forEach(this::await);
        books.intents().all().forEach(this::await);
    }

    private void await(StripeObject object) {
        if (object instanceof Refund refund && refund.changes() != null) {
            at(refund.changes().at(), () -> settle(refund));
        } else if (object instanceof PaymentIntent intent && intent.status() == PaymentIntent.Status.PROCESSING) {
            at(intent.settlesAt(), () -> settle(intent));
        }
    }

    private void at(long seconds, Runnable due) {
        long millis = seconds * 1000 - Clock.systemUTC().millis();
        vertx.timer(Math.max(1, millis), TimeUnit.MILLISECONDS).onSuccess(now -> due.run());
    }

    /** Unless somebody has settled it by hand meanwhile. */
    private void settle(Refund refund) {
        if (books.refunds().find(refund.id()).orElseThrow().changes() != null) {
            writes.run(now -> cashier.settle(refund.id(), refund.changes().to()))
                    .onFailure(problem -> LOG.error("Refund {} is not settled", refund.id(), problem));
        }
    }

    private void settle(PaymentIntent processing) {
        PaymentIntent intent = books.intents().find(processing.id()).orElseThrow();
        if (intent.status() == PaymentIntent.Status.PROCESSING) {
            boolean pays = intent.paymentMethod().card().decline().isEmpty();
            writes.run(now -> cashier.settlePayment(intent.id(), pays, now))
                    .onFailure(problem -> LOG.error("Payment {} is not settled", intent.id(), problem));
        }
    }
}
