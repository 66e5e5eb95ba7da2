package dev.ticketing.shared.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.http.HttpServerVerticle;
import dev.ticketing.shared.http.HttpSettings;
import dev.ticketing.shared.http.RateLimits;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process says about its own API. */
class ApiDocsIT {

    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    private static Vertx vertx;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        var contract = ApiContract.beside(ApiDocsIT.class, "example").orElseThrow();
        client = serving(vertx, new ApiDocs(List.of(contract)));
    }

    @AfterAll
    static void stop() {
        Eventually.await(vertx.close());
    }

    @Test
    void the_page_has_no_script_of_its_own_and_nothing_from_another_host() {
        var page = client.get("/api/docs").expect(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(text(page)).doesNotContain("<script>", "<style", "style=", "onload", "//");
        assertThat(addresses(page)).hasSize(7).allMatch(address -> address.startsWith("/api/docs/"));
    }

    @Test
    void everything_that_the_page_names_is_there_and_may_be_kept_where_its_path_names_its_version() {
        for (var address : addresses(client.get("/api/docs"))) {
            var answer = client.get(address).expect(200);
            assertThat(answer.header("content-type")).matches("(text/(css|javascript)|image/png|application/json).*");
            assertThat(answer.header("cache-control"))
                    .isEqualTo(address.contains("/swagger-ui-") ? "public, max-age=31536000, immutable" : "no-cache");
        }
    }

    @Test
    void everybodys_contract_is_listed_its_own_first_and_served_as_it_lies_on_the_class_path() throws IOException {
        var list = client.get("/api/docs/contracts.json").expect(200).array();
        assertThat(list.getJsonObject(0))
                .isEqualTo(new JsonObject().put("name", "example").put("url", "/api/docs/example.yaml"));
        assertThat(names(list))
                .containsExactlyElementsOf(Stream.concat(Stream.of("example"), ApiDocs.CONTEXTS.stream())
                        .toList());
        var served = client.get("/api/docs/example.yaml").expect(200);
        assertThat(served.header("content-type")).isEqualTo("application/yaml");
        try (var file = ApiDocsIT.class.getResourceAsStream("openapi.yaml")) {
            assertThat(served.response().body().getBytes()).isEqualTo(file.readAllBytes());
        }
    }

    @Test
    void no_context_with_a_contract_is_forgotten() throws IOException {
        try (var modules = Files.list(Path.of(".."))) {
            var contexts = modules.map(module -> module.getFileName().toString())
                    .filter(name -> name.endsWith("-verticle"))
                    .map(name -> name.replace("-verticle", ""))
                    .filter(ApiDocsIT::hasContract);
            assertThat(contexts).containsExactlyInAnyOrderElementsOf(ApiDocs.CONTEXTS);
        }
    }

    @Test
    void what_a_browser_has_already_is_not_sent_again_until_it_changes() {
        var etag = client.get("/api/docs/example.yaml").expect(200).header("etag");
        var again = get("/api/docs/example.yaml", Map.of("if-none-match", etag));
        assertThat(again.expect(304).response().body()).isNull();
        get("/api/docs/example.yaml", Map.of("if-none-match", "W/\"another\"")).expect(200);
    }

    @Test
    void who_takes_gzip_gets_the_same_in_less() throws IOException {
        var script = addresses(client.get("/api/docs")).stream()
                .filter(address -> address.endsWith("swagger-ui-bundle.js"))
                .findFirst()
                .orElseThrow();
        var plain = client.get(script).expect(200).response().body();
        var compressed = get(script, Map.of("accept-encoding", "br, gzip")).expect(200);
        assertThat(compressed.header("content-encoding")).isEqualTo("gzip");
        assertThat(compressed.response().body().length()).isLessThan(plain.length() / 2);
        var bytes = new ByteArrayInputStream(compressed.response().body().getBytes());
        try (var gzip = new GZIPInputStream(bytes)) {
            assertThat(gzip.readAllBytes()).isEqualTo(plain.getBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/docs/unknown",
                "/api/docs/unknown.yaml",
                "/api/docs/page.html",
                "/api/docs/openapi.yaml",
                "/api/docs/example.yaml/more",
                "{swagger-ui}",
                "{swagger-ui}/index.html",
                "{swagger-ui}/swagger-initializer.js",
                "{swagger-ui}/oauth2-redirect.html",
                "{swagger-ui}/..%2fswagger-ui.css",
                "{swagger-ui}/%2e%2e/pom.properties"
            })
    void what_is_not_there_is_404_in_the_shape_of_all_errors(String path) {
        // The client itself holds errors under /api/ against their shape.
        client.get(path.replace("{swagger-ui}", new SwaggerUi().path())).expect(404);
    }

    @Test
    void another_method_is_405_in_the_shape_of_all_errors() {
        client.delete("/api/docs").expect(405);
        client.post("/api/docs/example.yaml", new JsonObject()).expect(405);
        client.put(new SwaggerUi().path() + "/swagger-ui.css", new JsonObject()).expect(405);
    }

    @Test
    void a_process_without_a_contract_has_no_page() {
        assertThat(ApiContract.beside(Map.class, "none")).isEmpty();
        var other = Vertx.vertx();
        try {
            serving(other, new ApiDocs(List.of())).get("/api/docs").expect(404);
        } finally {
            Eventually.await(other.close());
        }
    }

    private static boolean hasContract(String context) {
        return Files.exists(
                Path.of("..", context + "-verticle", "src/main/resources/dev/ticketing", context, "openapi.yaml"));
    }

    private static List<String> names(JsonArray list) {
        return list.stream()
                .map(entry -> ((JsonObject) entry).getString("name"))
                .toList();
    }

    private static ApiClient serving(Vertx vertx, ApiDocs docs) {
        var settings = HttpSettings.read(new Environment(Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0")));
        var server = new HttpServerVerticle(settings, RateLimits.perAddress(settings.door()), docs::mount);
        Eventually.await(vertx.deployVerticle(server));
        return ApiClient.of("http://127.0.0.1:" + server.actualPort());
    }

    private static Answer get(String path, Map<String, String> headers) {
        return client.sendRaw(HttpMethod.GET, path, headers, Buffer.buffer());
    }

    private static List<String> addresses(Answer page) {
        return ADDRESS.matcher(text(page))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static String text(Answer page) {
        return page.expect(200).response().bodyAsString();
    }
}
