package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.RawConnection;
import dev.ticketing.testkit.RawConnection.RawAnswer;
import java.time.Duration;

/** Sends one operation's requests as bytes and compares the answers with the one to its harmless request. */
final class Wire {

    static final Duration BOUND = Duration.ofSeconds(10);

    private final String address;
    private final RawRequest harmless;
    private final int usual;

    private Wire(String address, RawRequest harmless) {
        this.address = address;
        this.harmless = harmless;
        this.usual = send(harmless).status();
    }

    /** Asks once, for what is usual. */
    static Wire to(Market market, Route route) {
        return new Wire(market.addressOf(route.path()), RawRequest.harmless(route));
    }

    RawRequest harmless() {
        return harmless;
    }

    /** The status of the harmless request's answer. */
    int usual() {
        return usual;
    }

    RawConnection connect() {
        return RawConnection.to(address);
    }

    /** Sends a request on a connection of its own. */
    RawAnswer send(RawRequest request) {
        try (var connection = connect()) {
            connection.send(request.text());
            return connection.answer(BOUND).orElseThrow(() -> new AssertionError("closed without an answer"));
        }
    }

    /** Asserts that an oddity is answered as it must be, and that the next request's answer is its own. */
    void check(Oddity oddity) {
        check(oddity, harmless);
    }

    void check(Oddity oddity, RawRequest base) {
        try (var connection = connect()) {
            connection.send(oddity.change().apply(base).text());
            var answer = connection.answer(BOUND).orElseThrow(() -> new AssertionError("closed without an answer"));
            assertAnswered(oddity, answer);
            assertInStep(connection);
        }
    }

    private void assertAnswered(Oddity oddity, RawAnswer answer) {
        assertThat(answer.headers()).doesNotContainKey("set-cookie2");
        assertThat(answer.headers().toString()).as("headers").doesNotContain("planted");
        if (oddity.harmless() && answer.status() == usual) {
            assertUsual(answer);
        } else {
            assertThat(answer.status()).as("status of %s", answer.body()).isIn(oddity.refusals());
            Refusal.of(answer);
        }
    }

    /** Either closed, or good for the next request. */
    void assertInStep(RawConnection connection) {
        connection.send(harmless.text());
        connection.answer(BOUND).ifPresent(this::assertUsual);
    }

    void assertUsual(RawAnswer answer) {
        assertThat(answer.status()).as("status of %s", answer.body()).isEqualTo(usual);
        if (usual >= 400) {
            Refusal.of(answer);
        } else if (usual != 204) {
            assertThat(answer.header("content-type")).isEqualTo("application/json");
        }
    }
}
