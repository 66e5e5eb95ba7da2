package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerIT {

    private Path file;

    @BeforeEach
    void file(@TempDir Path directory) {
        file = directory.resolve("simulator").resolve("ledger.jsonl");
    }

    /** As version 1.0 wrote it, before there were events, disputes and refunds that fail. */
    @Test
    void an_older_ledger_is_understood() throws Exception {
        String entry = """
                {"intents":[{"id":"pi_1","created":1,"clientSecret":"pi_1_secret_1","terms":{"amount":900,\
                "currency":"usd","captureMethod":"automatic_async","paymentMethodTypes":["card"],"metadata":{}},\
                "status":"SUCCEEDED","paymentMethod":{"id":"pm_1","created":1,"card":"VISA"},"latestCharge":"ch_1"}],\
                "charges":[{"id":"ch_1","created":1,"amount":900,"amountRefunded":900,"currency":"usd",\
                "paymentIntent":"pi_1","paymentMethod":{"id":"pm_1","created":1,"card":"VISA"},"metadata":{}}],\
                "refunds":[{"id":"re_1","created":1,"amount":900,"currency":"usd","charge":"ch_1",\
                "paymentIntent":"pi_1","metadata":{}}],"keysForgotten":false}""";
        CRC32 crc = new CRC32();
        String checked = "\",\"number\":1,\"entry\":" + entry;
        crc.update(checked.getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"crc32\":\"%08x%s}\n".formatted(crc.getValue(), checked));

        try (RunningSimulator simulator = start()) {
            Refund refund = simulator.stripe().v1().refunds().retrieve("re_1");
            assertThat(refund.getStatus()).isEqualTo("succeeded");
            assertThat(simulator.stripe().v1().charges().retrieve("ch_1").getDisputed())
                    .isFalse();
            assertThat(simulator.stripe().v1().events().list().getData()).isEmpty();
        }
    }

    @Test
    void everything_is_there_after_a_restart() throws StripeException {
        PaymentIntent paid;
        Refund refund;
        JsonObject before;
        try (RunningSimulator simulator = start()) {
            paid = simulator.confirm(simulator.create(900), "pm_card_visa", "pay");
            refund = simulator.stripe().v1().refunds().create(refundOf(paid), RunningSimulator.key("refund"));
            PaymentIntent declined = simulator.create(800);
            assertThatThrownBy(() -> simulator.confirm(declined, "pm_card_chargeDeclined", "decline"))
                    .isInstanceOf(CardException.class);
            simulator
                    .stripe()
                    .v1()
                    .paymentIntents()
                    .cancel(simulator.create(700).getId());
            before = simulator.ledger();
        }

        try (RunningSimulator simulator = start()) {
            assertThat(simulator.ledger()).isEqualTo(before);
            assertThat(simulator.stripe().v1().paymentIntents().retrieve(paid.getId()))
                    .isEqualTo(paid);
            assertThat(simulator.stripe().v1().refunds().retrieve(refund.getId()))
                    .isEqualTo(refund);
        }
    }

    @Test
    void keys_are_remembered_after_a_restart() throws StripeException {
        PaymentIntent intent;
        CardException declined;
        try (RunningSimulator simulator = start()) {
            intent = simulator.create(900);
            PaymentIntent target = intent;
            declined = catchThrowableOfType(
                    CardException.class, () -> simulator.confirm(target, "pm_card_chargeDeclined", "decline"));
        }

        try (RunningSimulator simulator = start()) {
            PaymentIntent target = intent;
            CardException replayed = catchThrowableOfType(
                    CardException.class, () -> simulator.confirm(target, "pm_card_chargeDeclined", "decline"));

            assertThat(replayed.getStripeError()).isEqualTo(declined.getStripeError());
            assertThat(simulator.ledger().getJsonArray("data").getJsonObject(0).getJsonArray("charges"))
                    .hasSize(1);
        }
    }

    @Test
    void forgotten_keys_stay_forgotten_after_a_restart() throws StripeException {
        try (RunningSimulator simulator = start()) {
            create(simulator, "forgotten");
            simulator.send(simulator.request("/_simulator/idempotency_keys").DELETE());
        }

        try (RunningSimulator simulator = start()) {
            create(simulator, "forgotten");

            assertThat(simulator.ledger().getJsonArray("data")).hasSize(2);
        }
    }

    @Test
    void a_torn_last_line_is_cut_off_at_whatever_byte() throws Exception {
        try (RunningSimulator simulator = start()) {
            create(simulator, "whole");
            create(simulator, "torn");
        }
        byte[] written = Files.readAllBytes(file);
        int secondLine = new String(written, StandardCharsets.UTF_8).indexOf('\n') + 1;

        for (int length : new int[] {secondLine + 1, secondLine + 9, secondLine + 60, written.length - 1}) {
            Files.write(file, Arrays.copyOf(written, length));
            try (RunningSimulator simulator = start()) {
                assertThat(simulator.ledger().getJsonArray("data")).hasSize(1);
                assertThat(Files.size(file)).isEqualTo(secondLine);
                create(simulator, "torn");
            }
            try (RunningSimulator simulator = start()) {
                assertThat(simulator.ledger().getJsonArray("data")).hasSize(2);
            }
        }
    }

    @Test
    void any_other_damage_is_refused() throws Exception {
        try (RunningSimulator simulator = start()) {
            create(simulator, "1");
            create(simulator, "2");
            create(simulator, "3");
        }
        List<String> lines = Files.readAllLines(file);

        refuses(
                List.of(lines.get(0), lines.get(1).replace("\"amount\":100", "\"amount\":101"), lines.get(2)),
                "line 2");
        refuses(List.of(lines.get(0), lines.get(2)), "line 2");
        refuses(List.of(lines.get(0), lines.get(0), lines.get(1)), "line 2");
        refuses(List.of(lines.get(0), "", lines.get(1)), "line 2");
        refuses(List.of("something else"), "line 1");
        refuses(List.of("x".repeat(5_000_000)), "line 1");
        refuses(List.of(lines.get(0), lines.get(1), lines.get(2).substring(0, 80)), "line 3");
    }

    @Test
    void a_ledger_has_one_user_at_a_time() throws StripeException {
        try (RunningSimulator simulator = start()) {
            assertThatThrownBy(this::start).hasMessageContaining("in use by another Stripe simulator");

            assertThat(simulator.create(100).getStatus()).isEqualTo("requires_payment_method");
        }
    }

    @Test
    void a_start_that_fails_lets_go_of_the_ledger() throws StripeException {
        try (RunningSimulator other = RunningSimulator.start()) {
            int taken = URI.create(other.apiBase()).getPort();
            StripeSimulatorSettings settings = StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                    .withLedgerFile(file)
                    .withHttp("127.0.0.1", taken);

            assertThatThrownBy(() -> RunningSimulator.start(settings))
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken);
        }

        try (RunningSimulator simulator = start()) {
            assertThat(simulator.create(100)).isNotNull();
        }
    }

    @Test
    void the_view_goes_from_the_oldest_to_the_newest_a_page_at_a_time() throws StripeException {
        try (RunningSimulator simulator = start()) {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(simulator.create(100 + i).getId());
            }

            List<String> seen = new ArrayList<>();
            JsonObject page = simulator.json(simulator.request("/_simulator/ledger?limit=2"));
            collect(page, seen);
            while (page.getBoolean("has_more")) {
                page = simulator.json(
                        simulator.request("/_simulator/ledger?limit=2&starting_after=" + seen.get(seen.size() - 1)));
                collect(page, seen);
            }

            assertThat(seen).isEqualTo(made);
        }
    }

    private RunningSimulator start() {
        return RunningSimulator.start(
                StripeSimulatorSettings.inMemory(RunningSimulator.KEY).withLedgerFile(file));
    }

    private void refuses(List<String> lines, String where) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(this::start).hasMessageContaining("damaged in " + where);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private static void create(RunningSimulator simulator, String key) throws StripeException {
        simulator
                .stripe()
                .v1()
                .paymentIntents()
                .create(RunningSimulator.card(100).build(), RunningSimulator.key(key));
    }

    private static RefundCreateParams refundOf(PaymentIntent intent) {
        return RefundCreateParams.builder().setPaymentIntent(intent.getId()).build();
    }

    private static void collect(JsonObject page, List<String> ids) {
        for (Object entry : page.getJsonArray("data")) {
            ids.add(((JsonObject) entry).getJsonObject("payment_intent").getString("id"));
        }
    }
}
