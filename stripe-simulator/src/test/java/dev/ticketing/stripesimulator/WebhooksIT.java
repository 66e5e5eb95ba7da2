package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.RefundCreateParams;
import dev.ticketing.stripesimulator.StripeSimulatorSettings.WebhookEndpoint;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksIT {

    private final Endpoint endpoint = new Endpoint();
    private RunningSimulator simulator;

    @BeforeEach
    void start() {
        simulator = RunningSimulator.start(settings());
    }

    @AfterEach
    void stop() {
        simulator.close();
        endpoint.close();
    }

    private StripeSimulatorSettings settings() {
        return StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withWebhooks(new WebhookEndpoint(Optional.of(endpoint.url()), List.of(Endpoint.SECRET)));
    }

    @Test
    void a_payment_is_told_with_the_request_that_made_it() throws StripeException {
        PaymentIntent paid = pay("visa", "told");

        Event event = endpoint.await(1).get(0);

        assertThat(event.getId()).matches("evt_[0-9A-Za-z]{24}");
        assertThat(event.getObject()).isEqualTo("event");
        assertThat(event.getType()).isEqualTo("payment_intent.succeeded");
        assertThat(event.getApiVersion()).isEqualTo(Renderer.API_VERSION);
        assertThat(event.getLivemode()).isFalse();
        assertThat(event.getPendingWebhooks()).isEqualTo(1);
        assertThat(event.getRequest().getId()).startsWith("req_");
        assertThat(event.getRequest().getIdempotencyKey()).isEqualTo("told");
        assertThat(event.getDataObjectDeserializer().getObject()).hasValue(paid);
    }

    @Test
    void every_step_of_a_payment_is_told() throws StripeException {
        PaymentIntent intent = simulator.create(100);
        decline(intent);
        simulator.confirm(intent, "pm_card_authenticationRequired", "asked");
        simulator.stripe().v1().paymentIntents().cancel(intent.getId());
        PaymentIntent paid = pay("visa", "paid");
        simulator
                .stripe()
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(paid.getId())
                        .build());

        assertThat(endpoint.await(5))
                .extracting(Event::getType)
                .containsExactlyInAnyOrder(
                        "payment_intent.payment_failed",
                        "payment_intent.requires_action",
                        "payment_intent.canceled",
                        "payment_intent.succeeded",
                        "charge.refunded");
    }

    @Test
    void what_was_not_taken_is_sent_again_the_same() throws StripeException {
        endpoint.answerNext(500, 302, 404);
        pay("visa", "again");

        endpoint.await(4);

        assertThat(endpoint.bodies()).hasSize(4).containsOnly(endpoint.bodies().get(0));
        awaitTrue(() -> unsent() == 0);
    }

    @Test
    void a_replayed_answer_is_no_second_event() throws StripeException {
        PaymentIntent intent = simulator.create(100);
        simulator.confirm(intent, "pm_card_visa", "once");
        simulator.confirm(intent, "pm_card_visa", "once");
        pay("visa", "another");

        assertThat(endpoint.await(2))
                .extracting(event -> event.getRequest().getIdempotencyKey())
                .containsExactlyInAnyOrder("once", "another");
    }

    @Test
    void while_secrets_are_rolled_each_of_them_signs() throws StripeException {
        StripeSimulatorSettings rolled = StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withWebhooks(
                        new WebhookEndpoint(Optional.of(endpoint.url()), List.of("whsec_before", Endpoint.SECRET)));
        try (RunningSimulator rolling = RunningSimulator.start(rolled)) {
            rolling.confirm(rolling.create(100), "pm_card_visa", "rolled");

            assertThat(endpoint.await(1)).hasSize(1);
        }
    }

    /** The control: the endpoint takes nothing that is signed with another secret. */
    @Test
    void what_another_secret_has_signed_is_not_taken() throws StripeException {
        StripeSimulatorSettings foreign = StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withWebhooks(new WebhookEndpoint(Optional.of(endpoint.url()), List.of("whsec_foreign")));
        try (RunningSimulator forger = RunningSimulator.start(foreign)) {
            forger.confirm(forger.create(100), "pm_card_visa", "forged");
            awaitTrue(() ->
                    webhooks(forger).getJsonArray("unsent").getJsonObject(0).getInteger("attempts") > 1);

            assertThat(endpoint.events()).isEmpty();
        }
    }

    @Test
    void a_restart_goes_on_with_what_is_unsent(@TempDir Path directory) throws StripeException {
        StripeSimulatorSettings kept = settings().withLedgerFile(directory.resolve("ledger"));
        String id;
        try (RunningSimulator first = RunningSimulator.start(kept)) {
            mischief(first, new JsonObject().put("hold", true));
            id = first.confirm(first.create(100), "pm_card_visa", "held").getId();
        }
        assertThat(endpoint.events()).isEmpty();

        try (RunningSimulator second = RunningSimulator.start(kept)) {
            Event event = endpoint.await(1).get(0);
            assertThat(event.getDataObjectDeserializer().getObject().orElseThrow())
                    .isInstanceOfSatisfying(PaymentIntent.class, intent -> assertThat(intent.getId())
                            .isEqualTo(id));
            awaitTrue(() -> webhooks(second).getInteger("unsent_count") == 0);
        }
        try (RunningSimulator third = RunningSimulator.start(kept)) {
            assertThat(webhooks(third).getInteger("unsent_count")).isZero();
        }
        assertThat(endpoint.events()).hasSize(1);
    }

    @Test
    void what_is_held_goes_out_when_released() throws StripeException {
        mischief(simulator, new JsonObject().put("hold", true));
        pay("visa", "held-1");
        pay("visa", "held-2");
        assertThat(unsent()).isEqualTo(2);
        assertThat(endpoint.events()).isEmpty();

        simulator.send(simulator.request("/_simulator/webhooks").DELETE());

        assertThat(endpoint.await(2)).extracting(Event::getId).doesNotHaveDuplicates();
    }

    @Test
    void deliveries_are_doubled_delayed_and_shuffled_on_demand() throws StripeException {
        mischief(simulator, new JsonObject().put("hold", true).put("copies", 3).put("shuffle", true));
        for (int i = 0; i < 12; i++) {
            pay("visa", "shuffled-" + i);
        }
        mischief(simulator, new JsonObject().put("hold", false).put("delay_millis", 200));

        List<Event> events = endpoint.await(36);

        assertThat(events.stream().map(Event::getId).distinct()).hasSize(12);
        List<String> keys = events.stream()
                .map(event -> event.getRequest().getIdempotencyKey())
                .distinct()
                .toList();
        assertThat(keys).isNotEqualTo(keys.stream().sorted().toList());
    }

    @Test
    void a_chosen_event_is_sent_again_now() throws StripeException {
        pay("visa", "chosen");
        String id = endpoint.await(1).get(0).getId();
        endpoint.answerNext(418);

        JsonObject sent = simulator.json(
                simulator.request("/_simulator/webhooks/" + id).POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(sent).isEqualTo(new JsonObject().put("status", 418));
        assertThat(endpoint.events()).extracting(Event::getId).containsExactly(id, id);
    }

    @Test
    void what_happens_before_the_address_is_known_is_told_then() throws StripeException {
        StripeSimulatorSettings unknown = StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withWebhooks(new WebhookEndpoint(Optional.empty(), List.of(Endpoint.SECRET)));
        try (RunningSimulator early = RunningSimulator.start(unknown)) {
            PaymentIntent paid = early.confirm(early.create(100), "pm_card_visa", "early");
            mischief(early, new JsonObject().put("url", endpoint.url()));

            assertThat(endpoint.await(1).get(0).getDataObjectDeserializer().getObject())
                    .hasValue(paid);
        }
    }

    @Test
    void without_a_secret_nobody_is_told() throws StripeException {
        try (RunningSimulator quiet = RunningSimulator.start()) {
            mischief(quiet, new JsonObject().put("url", endpoint.url()));
            quiet.confirm(quiet.create(100), "pm_card_visa", "quiet");
            pay("visa", "told");

            assertThat(endpoint.await(1)).hasSize(1);
            assertThat(webhooks(quiet).getInteger("unsent_count")).isZero();
            assertThat(quiet.stripe().v1().events().list().getData())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getPendingWebhooks()).isZero());
        }
    }

    private PaymentIntent pay(String card, String key) throws StripeException {
        return simulator.confirm(simulator.create(100), "pm_card_" + card, key);
    }

    private void decline(PaymentIntent intent) {
        try {
            simulator
                    .stripe()
                    .v1()
                    .paymentIntents()
                    .confirm(
                            intent.getId(),
                            PaymentIntentConfirmParams.builder()
                                    .setPaymentMethod("pm_card_chargeDeclined")
                                    .build());
        } catch (StripeException declined) {
            assertThat(declined.getStatusCode()).isEqualTo(402);
        }
    }

    private int unsent() {
        return webhooks(simulator).getInteger("unsent_count");
    }

    private static JsonObject webhooks(RunningSimulator simulator) {
        return simulator.json(simulator.request("/_simulator/webhooks"));
    }

    private static void mischief(RunningSimulator simulator, JsonObject wanted) {
        assertThat(simulator
                        .send(simulator
                                .request("/_simulator/webhooks")
                                .POST(HttpRequest.BodyPublishers.ofString(wanted.encode())))
                        .statusCode())
                .isEqualTo(200);
    }

    private static void awaitTrue(BooleanSupplier condition) {
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            Endpoint.pause();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
