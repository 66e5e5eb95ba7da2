package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.RawConnection;
import dev.ticketing.testkit.WithBackends;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that are slow, fall silent or go away in the middle: none keeps a connection for long, nobody else waits. */
@Tag("long")
@WithBackends
class BadClientIT extends BadInput {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Of a head, 30 s; of a body, 10 s; and some for a busy machine. */
    private static final Duration LONGEST_HEAD = Duration.ofSeconds(40);

    private static final Duration LONGEST_BODY = Duration.ofSeconds(20);
    private static final int OTHERS_REQUESTS = 25;
    private static final int TIMES_GONE = 20;

    @Test
    void a_slow_or_silent_client_is_answered_408_or_cut_off_while_others_are_served() {
        var barrage = new Barrage("slow clients");
        routes.forEach(route -> addSlowClients(barrage, route));
        routes.forEach(route -> barrage.add(route + ", somebody else", () -> assertServed(route)));
        barrage.fire(barrage.size());
    }

    private static void addSlowClients(Barrage barrage, Route route) {
        var wire = Wire.to(market, route);
        var head = wire.harmless().line() + "\r\nhost: localhost\r\nx-endless: ";
        var request = wire.harmless().text();
        barrage.add(route + ", nothing at all", () -> assertCutOff(wire, "", ""));
        barrage.add(route + ", half a head", () -> assertCutOff(wire, head, ""));
        barrage.add(route + ", a head without an end", () -> assertCutOff(wire, head, "x"));
        barrage.add(route + ", nothing after an answer", () -> assertCutOff(wire, request, ""));
        barrage.add(route + ", a head without an end after an answer", () -> assertCutOff(wire, request, "x"));
        barrage.add(route + ", half a body", () -> assertTooSlow(wire, ""));
        barrage.add(route + ", a body that takes for ever", () -> assertTooSlow(wire, " "));
        barrage.add(route + ", a body that is refused and goes on", () -> assertCutOff(wire, tooLarge(wire), " "));
        barrage.add(route + ", slow but in time", () -> assertServedInPieces(wire));
    }

    /** Sends a request, if it is one takes its answer, and goes on with a piece a second. */
    private static void assertCutOff(Wire wire, String first, String piece) {
        try (var connection = wire.connect()) {
            connection.send(first);
            if (first.endsWith("\r\n\r\n") || first.endsWith("}")) {
                assertThat(connection.answer(Wire.BOUND)).isPresent();
            }
            drip(connection, piece, LONGEST_HEAD);
            assertThat(connection.answer(SECOND)).isEmpty();
        }
    }

    private static void assertTooSlow(Wire wire, String piece) {
        try (var connection = wire.connect()) {
            connection.send(withBody(wire).framed("content-length: 100", "{"));
            drip(connection, piece, LONGEST_BODY);
            var answer = connection.answer(SECOND).orElseThrow(() -> new AssertionError("closed without an answer"));
            assertThat(answer.status()).as("status of %s", answer.body()).isEqualTo(408);
            Refusal.of(answer);
            assertThat(connection.answer(Wire.BOUND)).isEmpty();
        }
    }

    /** The control: who is slow and gets there in time is served. */
    private static void assertServedInPieces(Wire wire) {
        var request = wire.harmless().text();
        int third = request.length() / 3;
        try (var connection = wire.connect()) {
            for (var piece : List.of(request.substring(0, third), request.substring(third, request.length() - 1))) {
                connection.send(piece);
                assertThat(connection.hears(SECOND)).isFalse();
            }
            connection.send(request.substring(request.length() - 1));
            wire.assertUsual(connection.answer(Wire.BOUND).orElseThrow());
        }
    }

    private static void assertServed(Route route) {
        var wire = Wire.to(market, route);
        for (int i = 0; i < OTHERS_REQUESTS; i++) {
            try (var connection = wire.connect()) {
                connection.send(wire.harmless().text());
                wire.assertUsual(connection.answer(Wire.BOUND).orElseThrow());
                assertThat(connection.hears(SECOND)).isFalse();
            }
        }
    }

    /** Sends a piece a second until the server says something or closes. */
    private static void drip(RawConnection connection, String piece, Duration longest) {
        long from = System.nanoTime();
        while (!connection.hears(SECOND)) {
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .as("still open after")
                    .isLessThan(longest);
            connection.send(piece);
        }
    }

    private static String tooLarge(Wire wire) {
        return withBody(wire).framed("content-length: " + Integer.MAX_VALUE, "");
    }

    private static RawRequest withBody(Wire wire) {
        return new RawRequest(wire.harmless().line(), wire.harmless().headers(), null)
                .without("content-type")
                .with("content-type: application/json");
    }

    @Test
    void a_client_that_goes_away_in_the_middle_leaves_nothing_behind() {
        var barrage = new Barrage("clients that go away");
        for (var route : routes) {
            var wire = Wire.to(market, route);
            var request = wire.harmless().text();
            var halfBody = withBody(wire).framed("content-length: 100", "{\"a\":");
            var halfChunk = withBody(wire).framed("transfer-encoding: chunked", "ff\r\n{\"a\":");
            for (int i = 0; i < TIMES_GONE; i++) {
                barrage.add(route + ", before a word", () -> wire.connect().close());
                barrage.add(route + ", in the head", () -> leave(wire, request.substring(0, 20)));
                barrage.add(route + ", in the body", () -> leave(wire, halfBody));
                barrage.add(route + ", in a chunk", () -> leave(wire, halfChunk));
                barrage.add(route + ", before the answer", () -> leave(wire, request));
                barrage.add(route + ", with a farewell", () -> sayFarewell(wire, halfBody));
            }
        }
        barrage.fire();
    }

    private static void leave(Wire wire, String said) {
        try (var connection = wire.connect()) {
            connection.send(said);
            connection.reset();
        }
    }

    /** Half a body and the end of the stream: nobody waits for the rest. */
    private static void sayFarewell(Wire wire, String said) {
        try (var connection = wire.connect()) {
            connection.send(said);
            connection.finish();
            connection
                    .answer(Wire.BOUND)
                    .ifPresent(answer -> assertThat(Refusal.of(answer).status()).isEqualTo(400));
        }
    }
}
