package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.StripeSimulatorSettings.WebhookEndpoint;
import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Event;
import dev.ticketing.stripesimulator.domain.StripeObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to the webhook endpoint until it takes them (https://docs.stripe.com/webhooks): each on its own, in no
 * promised order, again after ever longer pauses. Used on one event loop only.
 */
final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int MAX_IN_FLIGHT = 8;
    private static final long ANSWER_SECONDS = 10;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final int MAX_ATTEMPTS = 50;

    private final Vertx vertx;
    private final Writes writes;
    private final Renderer renderer;
    private final WebhookSignature signature;
    private final HttpClient client;
    private final Random random = new Random();
    private final Map<String, Delivery> unsent = new LinkedHashMap<>();
    private String url;
    private Mischief mischief = Mischief.NONE;

    /** An event on its way. {@code held} says that it waits for {@link Mischief#hold} to end. */
    record Delivery(Event event, int attempts, boolean held) {}

    /**
     * What to do to deliveries.
     *
     * @param hold whether none go out until told
     * @param delayMillis how long each waits before it is sent; at most so long, by chance, when shuffled
     * @param copies how often each is sent
     */
    record Mischief(boolean hold, long delayMillis, boolean shuffle, int copies) {

        static final Mischief NONE = new Mischief(false, 0, false, 1);
    }

    /** Without an address nothing is sent until there is one; without a secret nothing ever. */
    Webhooks(Vertx vertx, Writes writes, Renderer renderer, WebhookEndpoint endpoint) {
        this.vertx = vertx;
        this.writes = writes;
        this.renderer = renderer;
        this.signature = new WebhookSignature(endpoint.secrets());
        this.url = endpoint.url().orElse(null);
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout((int) TimeUnit.SECONDS.toMillis(5));
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_IN_FLIGHT));
    }

    /** Goes on with what an earlier run has not delivered, and takes what happens from now on. */
    void start(Books books) {
        writes.watch(this::take);
        books.events().all().forEach(this::take);
    }

    String url() {
        return url;
    }

    Mischief mischief() {
        return mischief;
    }

    Collection<Delivery> unsent() {
        return unsent.values();
    }

    /** Where events go from now on, also those that no earlier address has taken. */
    void sendTo(String newUrl) {
        url = newUrl;
        release();
    }

    void make(Mischief wanted) {
        mischief = wanted;
        release();
    }

    /** Once, whether or not it has been taken before. Fails when there is no answer; else its status. */
    Future<Integer> sendNow(Event event) {
        return url == null ? Future.failedFuture("there is no WEBHOOK_URL") : post(event);
    }

    Future<?> stop() {
        return client.close();
    }

    private void take(StripeObject object) {
        if (object instanceof Event event && event.pending()) {
            unsent.put(event.id(), new Delivery(event, 0, true));
            if (!blocked()) {
                begin(event.id());
            }
        }
    }

    private boolean blocked() {
        return url == null || mischief.hold();
    }

    private void release() {
        if (blocked()) {
            return;
        }
        List<String> held = new ArrayList<>(unsent.values().stream()
                .filter(Delivery::held)
                .map(delivery -> delivery.event().id())
                .toList());
        if (mischief.shuffle()) {
            Collections.shuffle(held, random);
        }
        held.forEach(this::begin);
    }

    private void begin(String id) {
        Delivery delivery = unsent.get(id);
        unsent.put(id, new Delivery(delivery.event(), delivery.attempts(), false));
        after(delayMillis(), () -> send(id));
        for (int copy = 1; copy < mischief.copies(); copy++) {
            after(delayMillis(), () -> post(delivery.event()).onFailure(lost -> LOG.debug("A copy got lost", lost)));
        }
    }

    private long delayMillis() {
        long longest = mischief.delayMillis();
        return mischief.shuffle() && longest > 0 ? random.nextLong(longest + 1) : longest;
    }

    private void after(long millis, Runnable sending) {
        if (millis == 0) {
            sending.run();
        } else {
            vertx.timer(millis, TimeUnit.MILLISECONDS).onSuccess(due -> sending.run());
        }
    }

    private void send(String id) {
        Delivery delivery = unsent.get(id);
        if (delivery == null) {
            return;
        }
        if (blocked()) {
            unsent.put(id, new Delivery(delivery.event(), delivery.attempts(), true));
            return;
        }
        post(delivery.event())
                .onSuccess(status -> {
                    if (status >= 200 && status < 300) {
                        unsent.remove(id);
                        writes.delivered(delivery.event());
                    } else {
                        again(id, "it was answered " + status);
                    }
                })
                .onFailure(problem -> again(id, problem.getMessage()));
    }

    private void again(String id, String reason) {
        Delivery delivery = unsent.get(id);
        if (delivery == null) {
            return;
        }
        int attempts = delivery.attempts() + 1;
        if (attempts == MAX_ATTEMPTS) {
            LOG.warn("Event {} is not sent again before a restart: {}", id, reason);
            unsent.remove(id);
            return;
        }
        LOG.debug("Event {} will be sent again: {}", id, reason);
        unsent.put(id, new Delivery(delivery.event(), attempts, false));
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 16));
        after(pause, () -> send(id));
    }

    private Future<Integer> post(Event event) {
        String body = renderer.json(event, Set.of()).encode();
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
        return client.request(options)
                .compose(request -> answered(request, body))
                .map(HttpClientResponse::statusCode);
    }

    /** Signed as it goes out, however long it has waited for its turn. */
    private Future<HttpClientResponse> answered(HttpClientRequest request, String body) {
        request.putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                .putHeader("Stripe-Signature", signature.of(body, System.currentTimeMillis() / 1000));
        return request.send(body)
                .compose(response -> response.end().map(response))
                .timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .onFailure(late -> request.reset());
    }
}
