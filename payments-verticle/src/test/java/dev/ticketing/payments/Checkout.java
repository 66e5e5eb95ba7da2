package dev.ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.StripeSimulatorClient;
import dev.ticketing.testkit.StripeSimulatorClient.Books;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The payments context with a simulated Stripe; orders are played by the test. */
final class Checkout implements AutoCloseable {

    static final String VISA = "tok_visa";
    static final String DECLINED = "tok_chargeDeclined";
    static final String CONFIRM = "/v1/payment_intents/*/confirm";
    static final String CREATE = "/v1/payment_intents";
    static final String REFUND = "/v1/refunds";
    static final String LOOK = "/v1/payment_intents/*";
    static final String WEBHOOK = "/api/payments/webhook";

    private static final long CENTS = 1999;
    private static final long WINDOW_SECONDS = 900;

    private final SimulatedStripe stripe = new SimulatedStripe();
    private final Events events;
    private final RunningService service;

    Checkout(Backends backends) {
        this(backends, Map.of());
    }

    Checkout(Backends backends, Map<String, String> settings) {
        events = Events.watch(backends);
        var environment = backends.environment();
        environment.putAll(stripe().environment());
        // A secret that is about to be used, and the one that is.
        environment.merge("STRIPE_WEBHOOK_SECRET", "whsec_next", (used, next) -> next + ", " + used);
        environment.putAll(settings);
        service = RunningService.start(environment, PaymentsVerticle::new);
    }

    StripeSimulatorClient stripe() {
        return stripe.client();
    }

    /** From now on Stripe's events arrive, those that have happened too. */
    void hearFromStripe() {
        stripe().sendWebhooksTo(service.url() + WEBHOOK);
    }

    /** Sends bytes as a webhook. */
    Answer webhook(String body, String signature) {
        var headers = Map.of("content-type", "application/json", "stripe-signature", signature);
        return nobody().sendRaw(HttpMethod.POST, WEBHOOK, headers, Buffer.buffer(body));
    }

    /** The sum of a metric's values over its labels. */
    double metric(String name) {
        return service.managementClient()
                .get("/metrics")
                .expect(200)
                .response()
                .bodyAsString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The operator's port. */
    ApiClient management() {
        return service.managementClient();
    }

    ApiClient as(String user) {
        return service.client().as(user);
    }

    ApiClient nobody() {
        return service.client();
    }

    /** An order that payments knows and that can be paid. */
    OrderSnapshot payable(String buyer) {
        return known(order(buyer, Status.AWAITING_PAYMENT, Instant.now().plusSeconds(WINDOW_SECONDS)));
    }

    /** An order that nobody has heard of yet. */
    static OrderSnapshot order(String buyer, Status status, Instant expiresAt) {
        var ticket = new OrderSnapshot.Ticket(UUID.randomUUID().toString(), CENTS, 1);
        return new OrderSnapshot(
                UUID.randomUUID().toString(),
                2,
                buyer,
                status,
                expiresAt,
                expiresAt.plusSeconds(5),
                Optional.empty(),
                ticket);
    }

    static OrderSnapshot order(String buyer, Status status) {
        return order(buyer, status, Instant.now().plusSeconds(WINDOW_SECONDS));
    }

    /** The order after its next change. */
    static OrderSnapshot next(OrderSnapshot order, Status status) {
        return new OrderSnapshot(
                order.id(),
                order.version() + 1,
                order.userId(),
                status,
                order.expiresAt(),
                order.dueAt(),
                status == Status.CANCELLED ? Optional.of(CancelReason.USER) : Optional.empty(),
                order.ticket());
    }

    /** Publishes an order and waits until payments knows it. */
    OrderSnapshot known(OrderSnapshot order) {
        publish(order);
        Eventually.holds(() -> payment(order).expect(200));
        return order;
    }

    CloudEvent publish(OrderSnapshot order) {
        return events.publish(EventType.ORDER_UPDATED, order.id(), order.version(), order);
    }

    CloudEvent cancel(OrderSnapshot order) {
        return publish(next(order, Status.CANCELLED));
    }

    Answer pay(OrderSnapshot order, String token) {
        return Eventually.await(paying(order, token));
    }

    /** Pays without waiting for the answer. */
    Future<Answer> paying(OrderSnapshot order, String token) {
        return as(order.userId()).send(HttpMethod.POST, "/api/payments", body(order.id(), token));
    }

    static JsonObject body(String orderId, String token) {
        return new JsonObject().put("orderId", orderId).put("token", token);
    }

    /** The payment of an order, as its buyer sees it. */
    Answer payment(OrderSnapshot order) {
        return as(order.userId()).get("/api/payments/" + order.id());
    }

    /** The buyer is back from the bank. */
    Answer refresh(OrderSnapshot order) {
        return as(order.userId()).post("/api/payments/" + order.id() + "/refresh", null);
    }

    /** The one PaymentIntent of an order. */
    JsonObject intent(OrderSnapshot order) {
        var intents = books(order).intents();
        assertThat(intents).hasSize(1);
        return intents.get(0);
    }

    void awaitStatus(OrderSnapshot order, String status) {
        Eventually.holds(() -> assertThat(payment(order).expect(200).json().getString("status"))
                .isEqualTo(status));
    }

    Books books(OrderSnapshot order) {
        return stripe().booksOf(order.id());
    }

    CloudEvent awaitEvent(EventType type, OrderSnapshot order) {
        return events.await(type, event -> event.data().getString("orderId").equals(order.id()));
    }

    /** The types of the events about an order's charge so far. */
    List<String> chargeEvents(OrderSnapshot order) {
        return events.seenAbout(order.id()).stream()
                .map(CloudEvent::type)
                .filter(type -> type.startsWith("charge."))
                .toList();
    }

    /** Publishes an event again, as a broker may. */
    void replay(CloudEvent event) {
        events.publish(event);
    }

    @Override
    public void close() {
        service.close();
        events.close();
        stripe.close();
    }
}
