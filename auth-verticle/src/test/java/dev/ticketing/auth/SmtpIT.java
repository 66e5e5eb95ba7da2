package dev.ticketing.auth;

import static dev.ticketing.auth.Door.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mails by way of a server. */
@WithBackends
class SmtpIT {

    @Test
    void a_mail_survives_a_server_that_is_away_and_the_end_of_the_process_that_was_to_send_it(Backends backends)
            throws IOException {
        int port = freePort();
        var settings = Map.of("SMTP_URL", "smtp+plain://127.0.0.1:" + port, "MAIL_FROM", "tickets@ticketing.dev");
        var email = newEmail();
        try (var door = new Door(backends, settings)) {
            door.signedUp(email);
            Eventually.holds(() ->
                    assertThat(waiting(door, email).getInteger("failures")).isPositive());
            assertThat(door.management().get("/mailbox").status()).isEqualTo(404);
        }
        try (var server = new SmtpServer(backends.vertx(), port);
                var door = new Door(backends, settings)) {
            Eventually.holds(() -> assertThat(server.mails()).hasSize(1));
            assertThat(server.mails().get(0))
                    .contains("RCPT TO:<" + email + ">", "From: tickets@ticketing.dev", "confirm", "/verify?token=");
            Eventually.holds(() ->
                    assertThat(door.stored(email).containsKey("mailDueMillis")).isFalse());
            assertThat(server.mails()).hasSize(1);
        }
    }

    private static JsonObject waiting(Door door, String email) {
        return door.stored(email).getJsonArray("mails").getJsonObject(0);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
