package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.service.PaymentIntentService;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentIntentsIT {

    private static RunningSimulator simulator;
    private static PaymentIntentService intents;

    @BeforeAll
    static void start() {
        simulator = RunningSimulator.start();
        intents = simulator.stripe().v1().paymentIntents();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void an_intent_starts_without_a_payment_method() throws StripeException {
        PaymentIntentCreateParams params = PaymentIntentCreateParams.builder()
                .setAmount(2_500L)
                .setCurrency("USD")
                .setDescription("A ticket")
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .setAllowRedirects(PaymentIntentCreateParams.AutomaticPaymentMethods.AllowRedirects.NEVER)
                        .build())
                .putMetadata("order", "42")
                .build();

        PaymentIntent intent = intents.create(params);

        assertThat(intent.getId()).matches("pi_[0-9A-Za-z]{24}");
        assertThat(intent.getObject()).isEqualTo("payment_intent");
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        assertThat(intent.getAmount()).isEqualTo(2_500);
        assertThat(intent.getAmountReceived()).isZero();
        assertThat(intent.getCurrency()).isEqualTo("usd");
        assertThat(intent.getDescription()).isEqualTo("A ticket");
        assertThat(intent.getMetadata()).isEqualTo(Map.of("order", "42"));
        assertThat(intent.getClientSecret()).startsWith(intent.getId() + "_secret_");
        assertThat(intent.getAutomaticPaymentMethods().getAllowRedirects()).isEqualTo("never");
        assertThat(intent.getLivemode()).isFalse();
        assertThat(intent.getLatestCharge()).isNull();
        assertThat(intents.retrieve(intent.getId())).isEqualTo(intent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm_card_visa", "pm_card_mastercard", "pm_card_amex"})
    void a_good_card_pays(String paymentMethod) throws StripeException {
        PaymentIntent paid = simulator.confirm(simulator.create(999), paymentMethod, "pay-" + paymentMethod);

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getAmountReceived()).isEqualTo(999);
        Charge charge = simulator.stripe().v1().charges().retrieve(paid.getLatestCharge());
        assertThat(charge.getId()).startsWith("ch_");
        assertThat(charge.getStatus()).isEqualTo("succeeded");
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getCaptured()).isTrue();
        assertThat(charge.getAmountCaptured()).isEqualTo(999);
        assertThat(charge.getPaymentIntent()).isEqualTo(paid.getId());
        assertThat(charge.getPaymentMethod()).isEqualTo(paid.getPaymentMethod()).startsWith("pm_");
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).hasSize(4);
    }

    @Test
    void a_token_pays_as_raw_payment_method_data() throws StripeException {
        PaymentIntent intent = simulator.create(1_000);

        PaymentIntent paid = intents.confirm(
                intent.getId(),
                PaymentIntentConfirmParams.builder()
                        .putExtraParam(
                                "payment_method_data", Map.of("type", "card", "card", Map.of("token", "tok_visa")))
                        .setReturnUrl("https://tickets.example/back")
                        .build());

        assertThat(paid.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void an_intent_can_be_created_and_paid_at_once() throws StripeException {
        PaymentIntent paid = intents.create(RunningSimulator.card(500)
                .setPaymentMethod("pm_card_visa")
                .setConfirm(true)
                .addExpand("latest_charge")
                .build());

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLatestChargeObject().getAmount()).isEqualTo(500);
    }

    @Test
    void an_intent_created_with_a_payment_method_waits_for_confirmation() throws StripeException {
        PaymentIntent intent = intents.create(
                RunningSimulator.card(500).setPaymentMethod("pm_card_visa").build());

        assertThat(intent.getStatus()).isEqualTo("requires_confirmation");
        assertThat(intents.confirm(intent.getId()).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void what_may_redirect_needs_a_way_back() throws StripeException {
        PaymentIntent intent = intents.create(PaymentIntentCreateParams.builder()
                .setAmount(700L)
                .setCurrency("usd")
                .build());

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> simulator.confirm(intent, "pm_card_visa", "no-way-back"));
        PaymentIntent paid = intents.confirm(
                intent.getId(),
                PaymentIntentConfirmParams.builder()
                        .setPaymentMethod("pm_card_visa")
                        .setReturnUrl("https://tickets.example/back")
                        .build());

        assertThat(refused.getStripeError().getMessage()).contains("you must provide a `return_url`");
        assertThat(paid.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void unknown_ids_and_tokens_are_missing_resources() throws StripeException {
        PaymentIntent intent = simulator.create(700);

        InvalidRequestException noIntent =
                catchThrowableOfType(InvalidRequestException.class, () -> intents.retrieve("pi_nowhere"));
        InvalidRequestException noMethod = catchThrowableOfType(
                InvalidRequestException.class, () -> simulator.confirm(intent, "pm_nothing", "no-method"));
        JsonObject noToken = simulator
                .json(simulator.form(
                        "/v1/payment_intents/" + intent.getId() + "/confirm",
                        "payment_method_data[type]=card&payment_method_data[card][token]=tok_nothing"))
                .getJsonObject("error");

        assertThat(noIntent.getStatusCode()).isEqualTo(404);
        assertThat(noIntent.getCode()).isEqualTo("resource_missing");
        assertThat(noIntent.getStripeError().getMessage()).isEqualTo("No such payment_intent: 'pi_nowhere'");
        assertThat(noMethod.getStatusCode()).isEqualTo(400);
        assertThat(noMethod.getCode()).isEqualTo("resource_missing");
        assertThat(noMethod.getParam()).isEqualTo("payment_method");
        assertThat(noToken.getString("code")).isEqualTo("resource_missing");
        assertThat(noToken.getString("message")).isEqualTo("No such token: 'tok_nothing'");
    }

    @Test
    void lists_go_from_the_newest_to_the_oldest_a_page_at_a_time() throws StripeException {
        try (RunningSimulator fresh = RunningSimulator.start()) {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(0, fresh.create(100 + i).getId());
            }

            StripeCollection<PaymentIntent> first = fresh.stripe()
                    .v1()
                    .paymentIntents()
                    .list(PaymentIntentListParams.builder()
                            .setLimit(2L)
                            .setCreated(PaymentIntentListParams.Created.builder()
                                    .setGte(0L)
                                    .build())
                            .build());
            List<String> listed = new ArrayList<>();
            first.autoPagingIterable().forEach(intent -> listed.add(intent.getId()));

            assertThat(first.getData()).hasSize(2);
            assertThat(first.getHasMore()).isTrue();
            assertThat(listed).isEqualTo(made);
            assertThat(fresh.stripe()
                            .v1()
                            .paymentIntents()
                            .list(PaymentIntentListParams.builder()
                                    .setCreated(PaymentIntentListParams.Created.builder()
                                            .setGt(4_000_000_000L)
                                            .build())
                                    .build())
                            .getData())
                    .isEmpty();
        }
    }

    @Test
    void the_latest_charge_can_be_expanded() throws StripeException {
        PaymentIntent paid = simulator.confirm(simulator.create(321), "pm_card_visa", "expanded");

        PaymentIntent expanded = intents.retrieve(
                paid.getId(),
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());

        assertThat(expanded.getLatestChargeObject().getAmount()).isEqualTo(321);
        assertThat(expanded.getLatestCharge()).isEqualTo(paid.getLatestCharge());
    }
}
