package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.WithBackends;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies whose length is told in every wrong way, and requests on end: nobody gets an answer out of step. */
@WithBackends
class BadFramingIT extends BadInput {

    private static final int MANY = 100;

    @ParameterizedTest
    @MethodSource("changes")
    void a_body_of_an_odd_length_is_read_right_or_refused(Route route) {
        var wire = Wire.to(market, route);
        var barrage = new Barrage(route);
        Framing.all().forEach(framing -> barrage.add(framing.name(), () -> check(wire, framing)));
        barrage.fire();
    }

    private static void check(Wire wire, Framing framing) {
        var bare = new RawRequest(wire.harmless().line(), wire.harmless().headers(), null)
                .without("content-type")
                .with("content-type: application/json");
        try (var connection = wire.connect()) {
            connection.send(framing.text(bare));
            var answer = connection.answer(Wire.BOUND);
            if (answer.isEmpty()) {
                assertThat(framing.mayClose()).as("closed without an answer").isTrue();
            } else if (framing.statuses().isEmpty()) {
                wire.assertUsual(answer.get());
                wire.assertInStep(connection);
            } else {
                assertThat(answer.get().status())
                        .as("status of %s", answer.get().body())
                        .isIn(framing.statuses());
                Refusal.of(answer.get());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void who_waits_for_a_100_continue_gets_it_and_then_the_answer(Route route) {
        var wire = Wire.to(market, route);
        var request =
                wire.harmless().withJson("{}").with("expect: 100-continue").text();
        int body = request.lastIndexOf("{}");
        try (var connection = wire.connect()) {
            connection.send(request.substring(0, body));
            assertThat(connection.interimStatus(Wire.BOUND)).isEqualTo(100);
            connection.send(request.substring(body));
            wire.assertUsual(connection.answer(Wire.BOUND).orElseThrow());
            wire.assertInStep(connection);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void requests_on_end_are_answered_in_order(Route route) {
        var wire = Wire.to(market, route);
        try (var connection = wire.connect()) {
            connection.send(wire.harmless().text().repeat(MANY));
            for (int i = 0; i < MANY; i++) {
                wire.assertUsual(connection.answer(Wire.BOUND).orElseThrow());
            }
            wire.assertInStep(connection);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_malformed_request_among_others_ends_the_conversation_after_its_answer(Route route) {
        var wire = Wire.to(market, route);
        var good = wire.harmless().text();
        try (var connection = wire.connect()) {
            connection.send(good + wire.harmless().with("no colon").text() + good);
            wire.assertUsual(connection.answer(Wire.BOUND).orElseThrow());
            var refused = connection.answer(Wire.BOUND).orElseThrow();
            assertThat(refused.status()).isEqualTo(400);
            Refusal.of(refused);
            assertThat(connection.answer(Wire.BOUND)).as("after that").isEmpty();
        }
    }
}
