package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengePageIT {

    private static final String RETURN_URL = "http://shop.example:8080/orders/7?payment=returned#top";

    private static RunningSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = RunningSimulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void a_bank_that_asks_is_a_redirect_to_its_page() throws StripeException {
        PaymentIntent asked = asked("authenticationRequired");

        assertThat(asked.getStatus()).isEqualTo("requires_action");
        assertThat(asked.getNextAction().getType()).isEqualTo("redirect_to_url");
        assertThat(asked.getNextAction().getRedirectToUrl().getReturnUrl()).isEqualTo(RETURN_URL);
        assertThat(page(asked)).startsWith(simulator.apiBase() + "/3ds/" + asked.getId() + "?source=src_");
    }

    @Test
    void the_page_shows_the_amount_and_brings_nothing_from_elsewhere() throws StripeException {
        HttpResponse<String> page = get(page(asked("authenticationRequired")));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("form-action 'self' http://shop.example:8080;")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains("$1,234.50")
                .contains("<button")
                .doesNotContain("<script")
                .doesNotContain("src=\"")
                .doesNotContain("style=\"");
    }

    @Test
    void yes_pays_and_goes_back_to_the_shop() throws StripeException {
        PaymentIntent asked = asked("authenticationRequired");

        HttpResponse<String> back = answer(page(asked), "passed");

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location"))
                .hasValue("http://shop.example:8080/orders/7?payment=returned&payment_intent=" + asked.getId()
                        + "&payment_intent_client_secret=" + asked.getClientSecret()
                        + "&redirect_status=succeeded#top");
        assertThat(now(asked).getStatus()).isEqualTo("succeeded");
        assertThat(now(asked).getNextAction()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"authenticationRequired, failed", "threeDSecureRequiredChargeDeclined, passed"})
    void no_and_a_decline_go_back_as_failed(String card, String answer) throws StripeException {
        PaymentIntent asked = asked(card);

        HttpResponse<String> back = answer(page(asked), answer);

        assertThat(back.headers().firstValue("Location").orElseThrow()).contains("&redirect_status=failed");
        assertThat(now(asked).getStatus()).isEqualTo("requires_payment_method");
        assertThat(now(asked).getLastPaymentError()).isNotNull();
    }

    @Test
    void a_question_is_answered_once() throws StripeException {
        PaymentIntent asked = asked("authenticationRequired");
        answer(page(asked), "passed");

        assertThat(get(page(asked)).statusCode()).isEqualTo(404);
        assertThat(answer(page(asked), "failed").statusCode()).isEqualTo(404);
        assertThat(now(asked).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void the_page_of_an_abandoned_question_answers_no_later_one() throws StripeException {
        PaymentIntent first = asked("authenticationRequired");
        PaymentIntent second = confirm(first, "authenticationRequired", RETURN_URL);

        assertThat(page(second)).isNotEqualTo(page(first));
        assertThat(answer(page(first), "passed").statusCode()).isEqualTo(404);
        assertThat(now(first).getStatus()).isEqualTo("requires_action");
        assertThat(answer(page(second), "passed").statusCode()).isEqualTo(303);
    }

    @Test
    void what_is_no_answer_leaves_the_question_open() throws StripeException {
        PaymentIntent asked = asked("authenticationRequired");

        assertThat(answer(page(asked), "perhaps").statusCode()).isEqualTo(400);
        assertThat(answer(page(asked), "%zz").statusCode()).isEqualTo(400);
        assertThat(get(simulator.apiBase() + "/3ds/pi_nowhere?source=src_1").statusCode())
                .isEqualTo(404);
        assertThat(get(simulator.apiBase() + "/3ds/" + asked.getId()).statusCode())
                .isEqualTo(404);
        assertThat(now(asked).getStatus()).isEqualTo("requires_action");
    }

    @Test
    void a_confirmation_while_the_bank_waits_is_a_new_attempt() throws StripeException {
        PaymentIntent asked = asked("authenticationRequired");

        PaymentIntent paid = confirm(asked, "visa", RETURN_URL);

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(get(page(asked)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://shop.example",
                "//shop.example",
                "/orders",
                "http://",
                "http://shop.example/<b>",
                "https://user:word@shop.example/",
                "https://shop.example\r\nSet-Cookie: a=b"
            })
    void nobody_is_sent_where_browsers_should_not_go(String returnUrl) throws StripeException {
        PaymentIntent intent = simulator.create(100);

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> confirm(intent, "authenticationRequired", returnUrl));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCode()).isEqualTo("url_invalid");
        assertThat(refused.getParam()).isEqualTo("return_url");
    }

    @Test
    void without_a_return_url_the_shops_own_page_asks() throws StripeException {
        PaymentIntent asked = simulator.confirm(simulator.create(100), "pm_card_authenticationRequired", "own-page");

        assertThat(asked.getNextAction().getType()).isEqualTo("use_stripe_sdk");
        assertThat(asked.getNextAction().getUseStripeSdk()).containsKey("source");
    }

    @Test
    void the_page_is_where_browsers_reach_it() throws StripeException {
        StripeSimulatorSettings behindProxy =
                StripeSimulatorSettings.inMemory(RunningSimulator.KEY).withPublicUrl("https://shop.example");
        try (RunningSimulator proxied = RunningSimulator.start(behindProxy)) {
            PaymentIntent asked = confirm(proxied, proxied.create(100), "authenticationRequired", RETURN_URL);

            assertThat(page(asked)).startsWith("https://shop.example/3ds/pi_");
        }
    }

    private static PaymentIntent asked(String card) throws StripeException {
        return confirm(simulator.create(123_450), card, RETURN_URL);
    }

    private static PaymentIntent confirm(PaymentIntent intent, String card, String returnUrl) throws StripeException {
        return confirm(simulator, intent, card, returnUrl);
    }

    private static PaymentIntent confirm(RunningSimulator at, PaymentIntent intent, String card, String returnUrl)
            throws StripeException {
        PaymentIntentConfirmParams params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod("pm_card_" + card)
                .setReturnUrl(returnUrl)
                .build();
        return at.stripe().v1().paymentIntents().confirm(intent.getId(), params);
    }

    private static String page(PaymentIntent asked) {
        return asked.getNextAction().getRedirectToUrl().getUrl();
    }

    private static HttpResponse<String> get(String url) {
        return simulator.send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static HttpResponse<String> answer(String url, String answer) {
        return simulator.send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("answer=" + answer)));
    }

    private static PaymentIntent now(PaymentIntent intent) throws StripeException {
        return simulator.stripe().v1().paymentIntents().retrieve(intent.getId());
    }
}
