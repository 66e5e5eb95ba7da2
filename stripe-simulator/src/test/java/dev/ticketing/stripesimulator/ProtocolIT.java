package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolIT {

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
    void a_wrong_key_is_refused() {
        AuthenticationException refused = catchThrowableOfType(AuthenticationException.class, () -> simulator
                .stripe("sk_test_wrong_key")
                .v1()
                .paymentIntents()
                .retrieve("pi_1"));

        assertThat(refused.getStatusCode()).isEqualTo(401);
        assertThat(refused.getMessage())
                .startsWith("Invalid API Key provided: ****")
                .doesNotContain("sk_test_wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Basic %%%", "Digest abc"})
    void without_a_key_nothing_is_answered(String authorization) {
        HttpResponse<String> refused =
                simulator.send(HttpRequest.newBuilder(URI.create(simulator.apiBase() + "/_simulator/ledger"))
                        .header("Authorization", authorization));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(error(refused).getString("message")).startsWith("You did not provide an API key.");
        assertThat(refused.headers().firstValue("Request-Id")).isPresent();
    }

    @Test
    void the_key_can_be_the_user_of_basic_authentication() {
        String user = Base64.getEncoder().encodeToString((RunningSimulator.KEY + ":").getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> answer =
                simulator.send(HttpRequest.newBuilder(URI.create(simulator.apiBase() + "/v1/payment_intents"))
                        .header("Authorization", "Basic " + user));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void every_answer_has_an_id_of_its_own_and_echoes_the_version() throws StripeException {
        PaymentIntent first = simulator.create(100);
        PaymentIntent second = simulator.create(100);

        assertThat(first.getLastResponse().requestId()).matches("req_[0-9A-Za-z]{14}");
        assertThat(second.getLastResponse().requestId())
                .isNotEqualTo(first.getLastResponse().requestId());
        assertThat(first.getLastResponse().headers().firstValue("Stripe-Version"))
                .hasValue("2025-11-17.clover");
        assertThat(simulator
                        .send(simulator.request("/v1/payment_intents").header("Stripe-Version", "2024-06-20"))
                        .headers()
                        .firstValue("Stripe-Version"))
                .hasValue("2024-06-20");
    }

    @ParameterizedTest
    @CsvSource({
        "currency=usd, parameter_missing, amount, Missing required param: amount.",
        "amount=100, parameter_missing, currency, Missing required param: currency.",
        "amount=&currency=usd, parameter_invalid_empty, amount, You passed an empty string for 'amount'.",
        "amount=10.5&currency=usd, parameter_invalid_integer, amount, Invalid integer: 10.5",
        "amount=ten&currency=usd, parameter_invalid_integer, amount, Invalid integer: ten",
        "amount=0&currency=usd, parameter_invalid_integer, amount, This value must be greater than or equal to 1.",
        "amount=-5&currency=usd, parameter_invalid_integer, amount, This value must be greater than or equal to 1.",
        "amount=99999999999999999999&currency=usd, parameter_invalid_integer, amount, Invalid integer",
        "amount=100000000&currency=usd, amount_too_large, amount, 'Amount must be no more than $999,999.99'",
        "amount=100&currency=xyz,, currency, Invalid currency: xyz.",
        "amount=100&currency=usd&colour=red, parameter_unknown, colour, Received unknown parameter: colour",
        "amount=100&currency=usd&confirm=yes,, confirm, Invalid boolean: yes",
        "amount=100&currency=usd&payment_method_types[]=cheque, payment_intent_invalid_parameter,"
                + " payment_method_types, The payment method type",
        "amount=100&currency=usd&confirm=true, parameter_missing, payment_method, You cannot confirm",
        "amount=100&currency=usd&expand[]=customer,, expand, This property cannot be expanded",
        "amount=100&currency=usd&payment_method=pm_none, resource_missing, payment_method, No such PaymentMethod",
    })
    void what_is_wrong_with_a_parameter_is_said(String form, String code, String param, String message) {
        HttpResponse<String> refused = simulator.send(simulator.form("/v1/payment_intents", form));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).getString("type")).isEqualTo("invalid_request_error");
        assertThat(error(refused).getString("code")).isEqualTo(code);
        assertThat(error(refused).getString("param")).isEqualTo(param);
        assertThat(error(refused).getString("message")).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount=%zz&currency=usd",
                "amount=1%",
                "metadata[a=1",
                "metadata]a[=1",
                "[x]=1",
                "=1",
                "a[b]c=1",
                "metadata[a][b]=1&amount=100&currency=usd",
                "metadata=1&amount=100&currency=usd",
                "amount[x]=1&currency=usd",
                "amount=%ff%fe&currency=usd",
                "\u00fc=1",
                "a[b][b][b][b][b][b][b][b][b][b]=1"
            })
    void malformed_forms_are_the_callers_fault(String form) {
        HttpResponse<String> refused = simulator.send(simulator.form("/v1/payment_intents", form));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).getString("type")).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/payment_intents?limit=0",
                "/v1/payment_intents?limit=101",
                "/v1/payment_intents?limit=x",
                "/v1/payment_intents?starting_after=pi_nowhere",
                "/v1/payment_intents?created[gte]=yesterday",
                "/v1/refunds?nonsense=1",
                "/v1/payment_intents/pi_1?expand[]=nonsense",
                "/_simulator/ledger?limit=x",
                "/_simulator/ledger?starting_after=pi_nowhere"
            })
    void malformed_queries_are_the_callers_fault(String path) {
        String escaped = path.replace("[", "%5B").replace("]", "%5D");
        HttpResponse<String> refused = simulator.send(simulator.request(escaped));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).getString("type")).isEqualTo("invalid_request_error");
    }

    @Test
    void json_is_not_taken() {
        HttpResponse<String> refused = simulator.send(simulator
                .request("/v1/payment_intents")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).getString("message")).contains("application/x-www-form-urlencoded");
    }

    @Test
    void a_body_beyond_the_limit_is_refused() {
        HttpResponse<String> refused =
                simulator.send(simulator.form("/v1/payment_intents", "description=" + "x".repeat(70_000)));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(error(refused).getString("type")).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/customers", "PUT, /v1/payment_intents", "GET, /", "DELETE, /v1/refunds/re_1"})
    void an_unknown_url_is_a_404(String method, String path) {
        HttpResponse<String> refused =
                simulator.send(simulator.request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(error(refused).getString("message"))
                .startsWith("Unrecognized request URL (" + method + ": " + path + ").");
    }

    @Test
    void what_is_not_http_gets_a_400() throws IOException {
        URI address = URI.create(simulator.apiBase());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nbad header\0: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid_request_error");
        }
    }

    private static JsonObject error(HttpResponse<String> response) {
        return new JsonObject(response.body()).getJsonObject("error");
    }
}
