package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control of FuzzIT: a server that answers some requests wrongly is found out, and shown the simplest of them. */
class FuzzerTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);
    private static final String REFUSED = "{\"errors\":[{\"message\":\"no\"}]}";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Eventually.await(vertx.close());
    }

    @Test
    void a_server_that_refuses_everything_as_agreed_is_faultless() {
        var fuzzer = fuzzer(400, REFUSED);
        assertThatCode(() -> fuzzer.run(1, Duration.ofMillis(200))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"errors\":[{\"message\":\"no\"}]} | 500",
                "400 | {\"errors\":[{\"message\":\"java.lang.IllegalStateException\"}]} | insides",
                "400 | {\"errors\":[{\"message\":\"no\", \"trace\":\"\"}]} | members of an error",
                "400 | no | no JSON object",
                "409 | {\"errors\":[{\"message\":\"no\"}]} | 409",
                "503 | {\"errors\":[]} | errors",
                "200 | {} | 200"
            })
    void a_wrong_answer_to_some_is_told_with_the_seed_and_the_simplest_request(int status, String body, String told) {
        var fuzzer = fuzzer(status, body);
        assertThatThrownBy(() -> fuzzer.run(1, LONG_ENOUGH))
                .hasMessageContaining(told)
                .hasMessageContaining("-Dfuzz.seed=")
                .hasMessageContaining("[")
                .message()
                .satisfies(message -> assertThat(message.length()).isLessThan(1_000));
    }

    /** Against a server that answers in this way whatever has a bracket in it, and refuses the rest. */
    private Fuzzer fuzzer(int status, String body) {
        var server = Eventually.await(listen(status, body));
        var operation = Described.all().stream()
                .filter(described -> described.toString().equals("POST /api/tickets"))
                .toList();
        return new Fuzzer(
                path -> "http://127.0.0.1:" + server.actualPort(),
                operation,
                new OddRequests(List.of("an-id"), List.of("session=a")));
    }

    private Future<HttpServer> listen(int status, String body) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(sent -> {
                    boolean fault = sent.toString().contains("[");
                    answer(request, fault ? status : 400, fault ? body : REFUSED);
                }))
                .listen(0, "127.0.0.1");
    }

    private static void answer(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }
}
