package dev.ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import dev.ticketing.payments.PaymentsSettings.StripeSettings;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** Whoever changes the version of Stripe's API (stripe-java has one for each release) changes the webhook's, too. */
class StripeVersionIT {

    private static final String VERSION = "2025-11-17.clover";

    @Test
    void every_call_names_the_version_that_the_library_was_made_for() {
        assertThat(Stripe.API_VERSION).isEqualTo(VERSION);
        assertThat(versionsSent()).containsExactly(VERSION);
    }

    @Test
    void the_endpoint_that_operators_add_has_it_too() throws IOException {
        assertThat(Files.readString(Path.of("../docs/payments.md")))
                .contains("with the API version\n   `" + VERSION + "`");
    }

    /** By what Stripe is asked for; it answers nothing of use. */
    private static Set<String> versionsSent() {
        var versions = new ConcurrentSkipListSet<String>();
        var vertx = Vertx.vertx();
        try {
            var server = Eventually.await(vertx.createHttpServer()
                    .requestHandler(request -> {
                        versions.add(request.getHeader("Stripe-Version"));
                        request.response().setStatusCode(404).end("{\"error\":{\"type\":\"invalid_request_error\"}}");
                    })
                    .listen(0, "127.0.0.1"));
            var settings = new StripeSettings(
                    "sk_test_version", "", List.of(), Optional.of("http://127.0.0.1:" + server.actualPort()));
            var stripe = new StripeGateway(vertx, settings, Clock.systemUTC());
            Eventually.await(stripe.lookUp("pi_1", true).otherwiseEmpty());
            Eventually.await(stripe.cancel("pi_1").otherwiseEmpty());
            Eventually.await(stripe.books().find("pi_1").otherwiseEmpty());
            Eventually.await(stripe.close());
        } finally {
            Eventually.await(vertx.close());
        }
        return versions;
    }
}
