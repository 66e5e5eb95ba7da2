package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.standalone.Standalone;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RawConnection;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docker/web/nginx.conf in an nginx: in front of the API and, for comparison, of the page that the standalone serves. */
@WithBackends
@EnabledIfSystemProperty(named = "nginx", matches = ".+", disabledReason = "-Dnginx names no nginx")
class WebDoorIT {

    private static final Path WEBROOT = Path.of("../webroot/target/classes/dev/ticketing/webroot");
    private static final String AWAY = "127.0.0.1:1";
    private static final String EVENT = "data: 1\n\n";

    /** The patience of the one door with a service, shorter than in earnest, and ours with the one door. */
    private static final String PATIENCE = "4s";

    private static final int SILENCE_MILLIS = 5_000;

    /** What the one door and the standalone must agree on. */
    private static final List<String> HEADERS = List.of(
            "cache-control",
            "content-security-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
            "referrer-policy",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options");

    private static Standalone standalone;
    private static Vertx vertx;
    private static HttpServer stream;
    private static ServiceProcess nginx;
    private static String door;

    @BeforeAll
    static void start(Backends backends, @TempDir Path directory) throws IOException {
        standalone = Standalone.start(backends.environment(), Optional.empty());
        vertx = Vertx.vertx();
        stream = Eventually.await(
                vertx.createHttpServer().requestHandler(WebDoorIT::beginStream).listen(0, "127.0.0.1"));
        copy(directory.resolve("webroot"));
        door = "http://127.0.0.1:" + startNginx(directory);
        Eventually.holds(() -> assertThat(open("/health").getContentLength()).isPositive());
    }

    @AfterAll
    static void stop() {
        nginx.close();
        standalone.close();
        Eventually.await(vertx.close());
    }

    @Test
    void people_buy_and_sell_through_it() {
        var seller = Person.of(signedUp());
        var buyer = Person.of(signedUp());
        var order = buyer.order(seller.list("Through the door", 19.99));
        assertThat(buyer.pay(order, "tok_visa").status()).isEqualTo(503);
        assertThat(buyer.see(order).getString("status")).isIn("created", "awaiting:payment");
        buyer.cancel(order).expect(204);
    }

    @Test
    void files_and_places_have_the_headers_that_the_standalone_sends() throws IOException {
        for (var path : paths()) {
            assertThat(headers(client().get(path))).as(path).isEqualTo(headers(itself().get(path)));
        }
    }

    @Test
    void what_was_compressed_is_sent_so() throws IOException {
        for (var path : files()) {
            var compressed = client().sendRaw(HttpMethod.GET, path, Map.of("accept-encoding", "gzip"), Buffer.buffer());
            assertThat(compressed.expect(200).header("content-encoding")).isEqualTo("gzip");
            assertThat(compressed.header("vary")).isEqualToIgnoringCase("accept-encoding");
            assertThat(client().get(path).header("content-encoding")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | br",
                "br;q=0.5, gzip | br",
                "br;q=0, gzip | gzip",
                "brotli, gzip;q=1 | gzip",
                "gzip | gzip",
                "identity | none"
            })
    void both_doors_send_an_asset_in_the_best_coding_that_is_taken(String accepted, String coding) throws IOException {
        for (var path :
                files().stream().filter(file -> file.startsWith("/assets/")).toList()) {
            for (var side : List.of(client(), itself())) {
                var sent = side.sendRaw(HttpMethod.GET, path, Map.of("accept-encoding", accepted), Buffer.buffer());
                assertThat(Optional.ofNullable(sent.expect(200).header("content-encoding"))
                                .orElse("none"))
                        .isEqualTo(coding);
                assertThat(sent.header("vary")).isEqualToIgnoringCase("accept-encoding");
                assertThat(sent.header("content-type")).doesNotContain("octet-stream");
                var file = Path.of(WEBROOT
                        + path
                        + Map.of("br", ".br", "gzip", ".gz", "none", "").get(coding));
                assertThat(sent.response().bodyAsBuffer().getBytes()).isEqualTo(Files.readAllBytes(file));
            }
        }
        assertThat(client().get("/assets/nowhere.js.br").status()).isEqualTo(404);
    }

    @Test
    void the_page_is_asked_about_again_and_sent_again_only_when_it_is_another_one() {
        for (var side : List.of(client(), itself())) {
            var page = side.get("/tickets/1").expect(200);
            assertThat(page.header("cache-control")).isEqualTo("no-cache");
            var known = Map.of("if-none-match", page.header("etag"));
            assertThat(side.sendRaw(HttpMethod.GET, "/", known, Buffer.buffer()).status())
                    .isEqualTo(304);
            assertThat(side.sendRaw(HttpMethod.GET, "/", Map.of("if-none-match", "\"x\""), Buffer.buffer())
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/nowhere", "/api/", "/api/error", "/api/users/nowhere", "/assets/nowhere.js", "/assets/"})
    void what_is_not_there_is_said_as_the_api_says_it(String path) {
        assertThat(client().get(path).expect(404).json())
                .isEqualTo(itself().get(path).expect(404).json());
    }

    @Test
    void what_it_refuses_by_itself_is_said_as_the_api_says_it() {
        var big = new JsonObject().put("title", "a".repeat(70_000)).put("price", 1);
        assertSame(413, it -> it.post("/api/tickets", big));
        var fat = Map.of("x-fat", "a".repeat(20_000));
        assertSame(431, it -> it.sendRaw(HttpMethod.GET, "/api/tickets", fat, Buffer.buffer()));
        assertSame(414, it -> it.get("/api/tickets?q=" + "a".repeat(20_000)));
        assertSame(400, it -> it.get("/api/tickets?q=%zz"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/3.0",
                "GET / HTTP/1.1\r\nif-match: \"x\"",
                "POST /api/users/signout HTTP/1.1\r\ntransfer-encoding: x"
            })
    void what_only_it_understands_is_refused_in_the_same_shape(String request) {
        try (var connection = RawConnection.to(door)) {
            connection.send(request + "\r\nhost: localhost\r\nconnection: close\r\n\r\n");
            Refusal.of(connection.answer(Wire.BOUND).orElseThrow());
        }
    }

    @Test
    void where_nobody_answers_it_says_to_come_again() {
        var answer = client().get("/api/payments/1").expect(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.error()).isEqualTo("the service cannot be reached");
    }

    @Test
    void a_bank_asks_through_it_where_there_is_a_simulator() {
        try (var stripe = new SimulatedStripe()) {
            var simulator = URI.create(stripe.client().apiBase()).getAuthority();
            var page = client().get("/3ds/pi_1?simulator=" + simulator).expect(404);
            assertThat(page.header("content-security-policy")).contains("default-src 'none'");
            assertThat(page.response().bodyAsString()).contains("Go back to the shop");
        }
        var nobody = client().get("/3ds/pi_1?simulator=" + AWAY).expect(404);
        assertThat(nobody.header("content-type")).startsWith("text/plain");
        assertThat(nobody.response().bodyAsString()).contains("Go back to the shop");
    }

    @Test
    void a_streams_events_go_out_at_once_and_its_silence_is_no_failure() throws IOException {
        assertThat(afterFirstEvent("/api/tickets/stream")).isEqualTo("silence");
        // The control: the same answer where services are expected to be quick.
        assertThat(afterFirstEvent("/api/orders/slow")).isEqualTo("the end");
    }

    private interface Asking {
        Answer of(ApiClient client);
    }

    private static void assertSame(int status, Asking asking) {
        assertThat(asking.of(client()).expect(status).json())
                .isEqualTo(asking.of(itself()).expect(status).json());
    }

    private static ApiClient client() {
        return ApiClient.of(door);
    }

    private static ApiClient itself() {
        return ApiClient.of("http://127.0.0.1:" + standalone.port());
    }

    private static ApiClient signedUp() {
        var client = client();
        var email = UUID.randomUUID() + "@example.com";
        client.post("/api/users/signup", new JsonObject().put("email", email).put("password", "correct horse"))
                .expect(201);
        return client;
    }

    private static Map<String, String> headers(Answer answer) {
        var found = new TreeMap<String, String>();
        HEADERS.forEach(name -> found.put(name, String.valueOf(answer.header(name))));
        found.put("status", Integer.toString(answer.status()));
        found.put("content-type", answer.header("content-type").replaceFirst(";.*", ""));
        return found;
    }

    private static List<String> paths() throws IOException {
        var paths = new ArrayList<>(List.of("/", "/tickets/1", "/apis", "/index.html"));
        paths.addAll(files());
        return paths;
    }

    private static List<String> files() throws IOException {
        try (var files = Files.walk(WEBROOT)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/" + WEBROOT.relativize(file))
                    .filter(path -> !path.matches(".*\\.(gz|br)"))
                    .toList();
        }
    }

    private static void copy(Path copy) throws IOException {
        for (var path : files()) {
            var file = copy.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            for (var coding : List.of("", ".gz", ".br")) {
                Files.copy(Path.of(WEBROOT + path + coding), Path.of(file + coding));
            }
        }
    }

    /** Payments is away; the stream is somebody's who says one thing and no more. */
    private static int startNginx(Path directory) throws IOException {
        int port = freePort();
        var config = Files.readString(Path.of("../docker/web/nginx.conf"))
                .replace("listen 8080", "listen 127.0.0.1:" + port)
                .replace("proxy_read_timeout 10s", "proxy_read_timeout " + PATIENCE)
                .replace("http://$service:8080", "http://$service")
                .replace("set $service payments", "set $service " + AWAY)
                .replace("set $service stripe-simulator", "set $service $arg_simulator")
                .replaceAll(
                        "(?s)(location = /api/tickets/stream \\{\\s+)set \\$service tickets",
                        "$1set \\$service 127.0.0.1:" + stream.actualPort())
                .replaceAll("set \\$service [a-z]+;", "set \\$service 127.0.0.1:" + standalone.port() + ";")
                .replace(
                        "location /api/ {",
                        "location = /api/orders/slow { proxy_pass http://127.0.0.1:" + stream.actualPort()
                                + "; } location /api/ {")
                .replace(" /tmp/", " " + directory + "/")
                .replace(" /webroot", " " + directory.resolve("webroot"));
        Files.copy(Path.of("../docker/web/headers.conf"), directory.resolve("headers.conf"));
        var file = Files.writeString(directory.resolve("nginx.conf"), config);
        var user = System.getProperty("user.name").equals("root") ? " user root;" : "";
        nginx = ServiceProcess.start(
                "nginx",
                List.of(System.getProperty("nginx"), "-e", "stderr", "-c", file.toString(), "-g", "daemon off;" + user),
                Map.of());
        return port;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void beginStream(HttpServerRequest request) {
        request.response()
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .write(EVENT);
    }

    private static String afterFirstEvent(String path) throws IOException {
        try (var body = open(path).getInputStream()) {
            assertThat(new String(body.readNBytes(EVENT.length()), StandardCharsets.UTF_8))
                    .isEqualTo(EVENT);
            return body.read() < 0 ? "the end" : "more";
        } catch (SocketTimeoutException nothing) {
            return "silence";
        } catch (IOException cut) {
            return "the end";
        }
    }

    private static URLConnection open(String path) throws IOException {
        var connection = URI.create(door + path).toURL().openConnection();
        connection.setReadTimeout(SILENCE_MILLIS);
        return connection;
    }
}
