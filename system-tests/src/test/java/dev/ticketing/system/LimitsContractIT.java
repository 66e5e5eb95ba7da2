package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Contracts;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation that writes refuses when one client asks too often. */
@WithBackends
class LimitsContractIT {

    /** Twice what an address may ask for at once. */
    private static final int TOO_OFTEN = 400;

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static Market market;

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of("RATE_LIMITS", "on"));
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    static Stream<String> writes() {
        return Stream.of("auth", "tickets", "orders", "payments")
                .flatMap(context -> Contracts.operationsOf(context).stream())
                .filter(operation -> !operation.startsWith("GET") && !operation.endsWith("/webhook"));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void who_writes_too_often_is_429(String operation) {
        var methodAndPath = operation.split(" ", 2);
        var method = HttpMethod.valueOf(methodAndPath[0]);
        var path = methodAndPath[1].replaceAll("\\{\\w+}", "some");

        var answer = Stream.generate(() -> market.client().sendRaw(method, path, JSON, Buffer.buffer("{")))
                .limit(TOO_OFTEN)
                .filter(sent -> sent.status() == 429)
                .findFirst()
                .orElseThrow();

        Refusal.expect(429, answer).saying("too many requests");
        assertThat(answer.header("retry-after")).isEqualTo("1");
    }
}
