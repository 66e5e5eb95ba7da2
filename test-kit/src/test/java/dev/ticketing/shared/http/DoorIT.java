package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.settings.Environment;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who comes in, how often, and what every answer says. */
class DoorIT {

    /** What one address may write at once, and a little that is refilled meanwhile. */
    private static final int BURST = 200;

    private final List<Vertx> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(vertx -> Eventually.await(vertx.close()));
    }

    @Test
    void whoever_writes_too_much_is_told_when_to_come_again() {
        var client = start(Map.of());

        assertThat(writesTaken(client, 2 * BURST)).isBetween(BURST, 2 * BURST - 1);

        var refused = client.post();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
        assertThat(new JsonObject(refused.body())
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("message"))
                .isEqualTo("too many requests");
        assertThat(client.get().statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_is_counted_where_the_limits_are_off() {
        assertThat(writesTaken(start(Map.of("RATE_LIMITS", "off")), 2 * BURST)).isEqualTo(2 * BURST);
    }

    @Test
    void nobody_gets_more_by_naming_another_address() {
        var client = start(Map.of());
        writesTaken(client, 2 * BURST);

        assertThat(writesTaken(client.with("X-Forwarded-For", "198.51.100.1"), BURST))
                .isLessThan(BURST);
    }

    @Test
    void behind_a_trusted_proxy_each_client_counts_for_himself() {
        var client = start(Map.of("TRUSTED_PROXIES", "127.0.0.0/8"));
        writesTaken(client.with("X-Forwarded-For", "198.51.100.1"), 2 * BURST);

        assertThat(client.with("X-Forwarded-For", "198.51.100.1").post().statusCode())
                .isEqualTo(429);
        assertThat(writesTaken(client.with("X-Forwarded-For", "198.51.100.2"), BURST))
                .isEqualTo(BURST);
    }

    @Test
    void an_ipv6_subscriber_has_one_limit_for_all_addresses() {
        var client = start(Map.of("TRUSTED_PROXIES", "127.0.0.1"));
        writesTaken(client.with("X-Forwarded-For", "2001:db8:1:2::1"), 2 * BURST);

        assertThat(client.with("X-Forwarded-For", "2001:db8:1:2:3::9").post().statusCode())
                .isEqualTo(429);
        assertThat(client.with("X-Forwarded-For", "2001:db8:1:3::1").post().statusCode())
                .isEqualTo(200);
    }

    @Test
    void every_answer_says_what_browsers_may_do_with_it() {
        for (var answer : List.of(
                start(Map.of("COOKIE_SECURE", "true")).get(), start(Map.of()).get("/nothing"))) {
            assertThat(answer.headers().firstValue("content-security-policy"))
                    .hasValue("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("x-frame-options")).hasValue("DENY");
            assertThat(answer.headers().firstValue("referrer-policy")).hasValue("same-origin");
            assertThat(answer.headers().firstValue("permissions-policy")).isPresent();
        }
    }

    @Test
    void nothing_of_the_api_is_kept_by_caches_however_its_path_is_written() {
        var client = start(Map.of());
        for (var path : List.of("/api/things", "//api/things", "/./api/things", "/x/../api/things")) {
            var answer = client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("cache-control")).as(path).hasValue("no-store");
        }
    }

    @Test
    void an_answer_that_cannot_be_written_is_a_failure_and_not_silence() {
        assertThat(start(Map.of()).get("/api/broken").statusCode()).isEqualTo(500);
    }

    @Test
    void https_is_insisted_on_where_there_is_https() {
        assertThat(start(Map.of("COOKIE_SECURE", "true")).get().headers().firstValue("strict-transport-security"))
                .hasValue("max-age=31536000; includeSubDomains");
        assertThat(start(Map.of()).get().headers().firstValue("strict-transport-security"))
                .isEmpty();
    }

    @Test
    void other_sites_are_refused_unless_they_are_named() {
        var closed = start(Map.of());
        var open = start(Map.of("CORS_ORIGINS", "https://shop.example.com"));

        var shop = "https://shop.example.com";
        assertThat(closed.with("Origin", shop).get().headers().firstValue("access-control-allow-origin"))
                .isEmpty();
        assertThat(closed.with("Origin", shop).post().statusCode()).isEqualTo(403);
        var allowed =
                open.with("Origin", shop).with("Sec-Fetch-Site", "cross-site").post();
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).hasValue(shop);
        assertThat(allowed.headers().firstValue("access-control-allow-credentials"))
                .hasValue("true");
        assertThat(open.with("Origin", "https://evil.example.com").post().statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_named_site_may_ask_first() {
        var open = start(Map.of("CORS_ORIGINS", "https://shop.example.com"));

        var answer = open.with("Origin", "https://shop.example.com")
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "content-type")
                .send("OPTIONS", "/api/things");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("access-control-allow-methods").orElse(""))
                .contains("POST");
        assertThat(answer.headers().firstValue("access-control-allow-headers")).hasValue("content-type,last-event-id");
    }

    private static int writesTaken(Client client, int sent) {
        return (int) IntStream.range(0, sent)
                .filter(i -> client.post().statusCode() == 200)
                .count();
    }

    private Client start(Map<String, String> variables) {
        var all = new HashMap<>(variables);
        all.put("HTTP_PORT", "0");
        var settings = HttpSettings.read(new Environment(all));
        var vertx = Vertx.vertx();
        started.add(vertx);
        var server = new HttpServerVerticle(settings, RateLimits.perAddress(settings.door()), router -> {
            router.route("/api/things").handler(context -> context.end("{}"));
            router.get("/api/broken")
                    .handler(Reply.with(context -> context.vertx().timer(1).map(late -> Reply.ok(new JsonObject())
                            .withHeaders(Map.of("x-lines", "two\nlines")))));
        });
        Eventually.await(vertx.deployVerticle(server));
        return new Client("http://127.0.0.1:" + server.actualPort(), Map.of());
    }

    /** One that sends what it likes: there is no contract of what is served here. */
    private record Client(String url, Map<String, String> headers) {

        private static final HttpClient HTTP = HttpClient.newHttpClient();

        Client with(String header, String value) {
            var all = new HashMap<>(headers);
            all.put(header, value);
            return new Client(url, all);
        }

        HttpResponse<String> get() {
            return get("/api/things");
        }

        HttpResponse<String> get(String path) {
            return send("GET", path);
        }

        HttpResponse<String> post() {
            return send("POST", "/api/things");
        }

        HttpResponse<String> send(String method, String path) {
            var request = HttpRequest.newBuilder(URI.create(url + path)).method(method, BodyPublishers.noBody());
            headers.forEach(request::header);
            return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
        }
    }
}
