package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("long")
class CrashIT {

    private static final int PAYERS = 8;
    private static final int KILL_AFTER = 150;

    @Test
    void a_kill_in_the_middle_of_payments_loses_none_and_repeats_none(@TempDir Path directory) throws Exception {
        Path ledger = directory.resolve("ledger.jsonl");
        Payers payers;
        try (SimulatorProcess process = SimulatorProcess.start(ledger)) {
            payers = Payers.start(RunningSimulator.at(process.apiBase()), PAYERS, KILL_AFTER);
            payers.awaitPayments();
            process.kill();
            payers.awaitEnd();
        }

        try (SimulatorProcess process = SimulatorProcess.start(ledger)) {
            RunningSimulator client = RunningSimulator.at(process.apiBase());
            for (Map.Entry<String, String> payment : payers.acknowledged().entrySet()) {
                PaymentIntent stored = client.stripe().v1().paymentIntents().retrieve(payment.getKey());
                assertThat(stored.getStatus()).isEqualTo("succeeded");
                assertThat(stored.getLatestCharge()).isEqualTo(payment.getValue());
            }
            for (String id : payers.created()) {
                PaymentIntent paid = Payers.pay(client, id);
                assertThat(payers.acknowledged().getOrDefault(id, paid.getLatestCharge()))
                        .isEqualTo(paid.getLatestCharge());
            }
            assertThat(succeededCharges(client))
                    .containsAllEntriesOf(payers.created().stream().collect(Collectors.toMap(id -> id, id -> 1L)));
        }
    }

    @Test
    void a_kill_in_the_middle_of_payments_leaves_none_untold(@TempDir Path directory) throws Exception {
        Path ledger = directory.resolve("ledger.jsonl");
        Payers payers;
        try (Endpoint endpoint = new Endpoint()) {
            endpoint.answerAlways(503);
            try (SimulatorProcess process = SimulatorProcess.start(ledger, endpoint.url())) {
                payers = Payers.start(RunningSimulator.at(process.apiBase()), PAYERS, KILL_AFTER);
                payers.awaitPayments();
                process.kill();
                payers.awaitEnd();
            }
            endpoint.answerAlways(200);
            try (SimulatorProcess process = SimulatorProcess.start(ledger, endpoint.url())) {
                assertThat(process.apiBase()).isNotEmpty();
                endpoint.await(
                        taken -> told(taken).containsAll(payers.acknowledged().keySet()));
            }
        }
    }

    private static Set<String> told(List<Event> events) {
        return events.stream()
                .map(event -> (PaymentIntent)
                        event.getDataObjectDeserializer().getObject().orElseThrow())
                .map(PaymentIntent::getId)
                .collect(Collectors.toSet());
    }

    /** The control: a kill is a kill, and what survives one above is what the ledger kept. */
    @Test
    void without_a_ledger_a_kill_loses_everything() throws Exception {
        PaymentIntent intent;
        try (SimulatorProcess process = SimulatorProcess.startWithoutLedger()) {
            intent = RunningSimulator.at(process.apiBase()).create(100);
            process.kill();
        }

        try (SimulatorProcess process = SimulatorProcess.startWithoutLedger()) {
            StripeException lost =
                    catchThrowableOfType(StripeException.class, () -> RunningSimulator.at(process.apiBase())
                            .confirm(intent, "pm_card_visa", "lost"));
            assertThat(lost.getCode()).isEqualTo("resource_missing");
        }
    }

    @Test
    void what_no_longer_fits_on_the_disk_is_not_acknowledged(@TempDir Path directory) throws Exception {
        Path ledger = directory.resolve("ledger.jsonl");
        List<String> acknowledged = new ArrayList<>();
        try (SimulatorProcess process = SimulatorProcess.startWithFileSizeLimit(ledger, 32)) {
            RunningSimulator client = RunningSimulator.at(process.apiBase());
            StripeException full =
                    catchThrowableOfType(StripeException.class, () -> createUntilItFails(client, acknowledged));
            assertThat(full.getStatusCode()).isEqualTo(500);
            StripeException stillFull =
                    catchThrowableOfType(StripeException.class, () -> createUntilItFails(client, acknowledged));
            assertThat(stillFull.getStatusCode()).isEqualTo(500);
            assertThat(client.send(client.request("/v1/payment_intents")).statusCode())
                    .isEqualTo(500);
            process.kill();
        }
        assertThat(acknowledged).isNotEmpty();

        try (SimulatorProcess process = SimulatorProcess.start(ledger)) {
            RunningSimulator client = RunningSimulator.at(process.apiBase());
            assertThat(client.ledger().getJsonArray("data")).hasSameSizeAs(acknowledged);
            for (String id : acknowledged) {
                assertThat(client.stripe().v1().paymentIntents().retrieve(id)).isNotNull();
            }
        }
    }

    @Test
    void sigterm_closes_cleanly(@TempDir Path directory) throws Exception {
        Path ledger = directory.resolve("ledger.jsonl");
        try (SimulatorProcess process = SimulatorProcess.start(ledger)) {
            RunningSimulator.at(process.apiBase()).create(100);
            assertThat(process.terminate()).isEqualTo(143);
        }

        try (SimulatorProcess process = SimulatorProcess.start(ledger)) {
            assertThat(RunningSimulator.at(process.apiBase()).ledger().getJsonArray("data"))
                    .hasSize(1);
        }
    }

    @Test
    void a_second_process_on_the_same_ledger_does_not_start(@TempDir Path directory) throws Exception {
        Path ledger = directory.resolve("ledger.jsonl");
        try (SimulatorProcess running = SimulatorProcess.start(ledger)) {
            Process second = SimulatorProcess.launch("", SimulatorProcess.settings(ledger.toString()));

            assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("The Stripe simulator cannot start: the ledger")
                    .contains("in use by another Stripe simulator");
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(RunningSimulator.at(running.apiBase()).create(100)).isNotNull();
        }
    }

    @Test
    void all_wrong_settings_are_named_at_once() throws Exception {
        Process process = SimulatorProcess.launch("", Map.of("HTTP_PORT", "many"));

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("HTTP_PORT is not a port: many; STRIPE_SECRET_KEY is missing");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static void createUntilItFails(RunningSimulator client, List<String> acknowledged) throws StripeException {
        for (int i = 0; i < 1_000; i++) {
            acknowledged.add(client.create(100).getId());
        }
    }

    /** How many succeeded charges each intent has. */
    private static Map<String, Long> succeededCharges(RunningSimulator client) {
        return client.wholeLedger().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getJsonObject("payment_intent").getString("id"),
                        entry -> entry.getJsonArray("charges").stream()
                                .filter(charge -> ((JsonObject) charge)
                                        .getString("status")
                                        .equals("succeeded"))
                                .count()));
    }
}
