package dev.ticketing.stripesimulator;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Threads that create intents and pay them until the simulator is gone. */
final class Payers {

    private final RunningSimulator client;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> created = new ConcurrentLinkedQueue<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Queue<StripeException> unexpected = new ConcurrentLinkedQueue<>();
    private final CountDownLatch payments;

    private Payers(RunningSimulator client, int payments) {
        this.client = client;
        this.payments = new CountDownLatch(payments);
    }

    /** So many threads, which go on beyond so many payments. */
    static Payers start(RunningSimulator client, int count, int payments) {
        Payers payers = new Payers(client, payments);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(payers::payUntilCutOff, "payer-" + i);
            payers.threads.add(thread);
            thread.start();
        }
        return payers;
    }

    static PaymentIntent pay(RunningSimulator client, String id) throws StripeException {
        PaymentIntentConfirmParams params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod("pm_card_visa")
                .build();
        return client.stripe().v1().paymentIntents().confirm(id, params, RunningSimulator.key("pay-" + id));
    }

    void awaitPayments() throws InterruptedException {
        if (!payments.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Only " + acknowledged.size() + " payments in a minute: " + unexpected);
        }
    }

    void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (!unexpected.isEmpty()) {
            throw new IllegalStateException(unexpected.peek());
        }
    }

    /** The intents whose creation was acknowledged. */
    List<String> created() {
        return List.copyOf(created);
    }

    /** The charge of each intent whose payment was acknowledged. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** The outcome of each thread's last request stays unknown. */
    private void payUntilCutOff() {
        try {
            while (true) {
                String id = client.create(100).getId();
                created.add(id);
                acknowledged.put(id, pay(client, id).getLatestCharge());
                payments.countDown();
            }
        } catch (StripeException problem) {
            if (!(problem instanceof ApiConnectionException)) {
                unexpected.add(problem);
            }
        }
    }
}
