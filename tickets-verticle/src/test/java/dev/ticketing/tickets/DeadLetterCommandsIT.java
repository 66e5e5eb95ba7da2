package dev.ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead letters as an operator sees them, on the management port of a service. */
@WithBackends
class DeadLetterCommandsIT {

    private static final String HERE = "/dead-letters/tickets";

    private static Events events;
    private static RunningService service;
    private static ApiClient operator;

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        service = RunningService.start(backends.environment(), TicketsVerticle::new);
        operator = service.managementClient();
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
    }

    @Test
    void they_are_listed_shown_replayed_and_thrown_away() {
        events.publishRaw("order.created", "no event".getBytes(StandardCharsets.UTF_8));
        var letter = awaitLetterWithAttempts(1);
        assertThat(letter.getString("reason")).contains("malformed event");
        assertThat(letter.getString("routingKey")).isEqualTo("order.created");
        assertThat(letter.getString("event")).isEqualTo("no event");
        var one = HERE + "/" + letter.getString("id");
        assertThat(operator.get(one).expect(200).json()).isEqualTo(letter);
        var all = operator.get("/dead-letters").expect(200).array();
        assertThat(all).hasSize(1);
        assertThat(all.getJsonObject(0).getString("service")).isEqualTo("tickets");
        assertThat(all.getJsonObject(0).getInteger("waiting")).isEqualTo(1);

        assertThat(post(one + "/replay").expect(200).json().getInteger("replayed"))
                .isEqualTo(1);
        awaitLetterWithAttempts(2);
        assertThat(post(HERE + "/replay").expect(200).json().getInteger("replayed"))
                .isEqualTo(1);
        awaitLetterWithAttempts(3);
        Eventually.holdsWithin(Duration.ofSeconds(30), () -> assertThat(metrics())
                .contains("events_dead_waiting{service=\"tickets\"} 1.0"));

        operator.delete(one).expect(204);
        assertThat(operator.get(HERE).expect(200).json().getInteger("waiting")).isZero();
        assertThat(operator.delete(one).expect(404).error()).isEqualTo("dead letter not found");
        post(one + "/replay").expect(404);
        assertThat(post(HERE + "/replay").expect(200).json().getInteger("replayed"))
                .isZero();
    }

    @Test
    void what_an_operator_asks_wrongly_is_refused_in_the_agreed_shape() {
        assertThat(operator.get("/dead-letters/auth").expect(404).error()).isEqualTo("service not found");
        assertThat(operator.get(HERE + "?limit=101").expect(400).error()).contains("limit");
        assertThat(operator.get(HERE + "/unknown").expect(404).error()).isEqualTo("dead letter not found");
        assertThat(operator.delete(HERE).expect(405).error()).isNotEmpty();
    }

    @Test
    void a_page_in_an_operators_browser_cannot_give_commands() {
        for (var header : Map.of("origin", "http://localhost:9090", "sec-fetch-site", "cross-site")
                .entrySet()) {
            var fromPage = Map.of(header.getKey(), header.getValue());
            operator.sendRaw(HttpMethod.POST, HERE + "/replay", fromPage, null).expect(403);
        }
    }

    private static JsonObject awaitLetterWithAttempts(int attempts) {
        return Eventually.value(() -> {
            var letters = operator.get(HERE).expect(200).json().getJsonArray("letters");
            assertThat(letters).hasSize(1);
            var letter = letters.getJsonObject(0);
            assertThat(letter.getInteger("attempts")).isEqualTo(attempts);
            return letter;
        });
    }

    private static Answer post(String path) {
        return Eventually.await(operator.send(HttpMethod.POST, path, null));
    }

    private static String metrics() {
        return operator.get("/metrics").expect(200).response().bodyAsString();
    }
}
