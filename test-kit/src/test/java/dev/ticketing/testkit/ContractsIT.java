package dev.ticketing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.ticketing.testkit.Contracts.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A server that does not do what its contract says is found out. */
class ContractsIT {

    private static final String LINK = "</api/shop/8>; rel=\"next\"";
    private static final String THING = "{\"id\":7,\"price\":19.99}";
    private static final String ERRORS = "{\"errors\":[{\"message\":\"no\"}]}";

    private static Vertx vertx;
    private static HttpServer server;
    private static volatile Canned next;

    /** What the server answers, whatever it is asked. */
    private record Canned(int status, Map<String, String> headers, String body) {

        static Canned json(int status, String body) {
            return new Canned(status, Map.of("content-type", "application/json"), body);
        }

        Canned with(String name, String value) {
            var more = new java.util.HashMap<>(headers);
            more.put(name, value);
            return new Canned(status, more, body);
        }
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = Eventually.await(vertx.createHttpServer()
                .requestHandler(request -> {
                    var answer = next;
                    answer.headers().forEach(request.response()::putHeader);
                    request.response().setStatusCode(answer.status()).end(answer.body());
                })
                .listen(0, "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        Eventually.await(vertx.close());
    }

    @Test
    void what_is_as_documented_passes_and_is_noted_as_seen() {
        next = thing(THING);
        client().get("/api/shop/7?words=12&below=12.5").expect(200);
        client().get("/api/shop/7/?unknown=parameters&are=ignored").expect(200);
        next = Canned.json(404, ERRORS);
        client().get("/api/shop/9").expect(404);
        next = new Canned(204, Map.of(), "");
        client().as("ann").post("/api/shop", price(19.99)).expect(204);
        assertThat(Contracts.seen())
                .contains(new Outcome("getThing", 200), new Outcome("getThing", 404), new Outcome("makeThing", 204));
        assertThat(Contracts.documented())
                .containsExactly(
                        new Outcome("getThing", 200),
                        new Outcome("getThing", 404),
                        new Outcome("makeThing", 204),
                        new Outcome("makeThing", 400));
        assertThat(Contracts.operationsOf("shop")).containsExactly("GET /api/shop/{id}", "POST /api/shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':7,'price':1,'cost':0.5} | #/cost: Property \"cost\" does not match additional properties schema",
                "{'id':7} | #: Instance does not have required property \"price\"",
                "{'id':7,'price':'cheap'} | #/price: Instance type string is invalid. Expected number",
                "{'id':7,'price':null} | #/price: Instance type null is invalid. Expected number",
                "{'id':7.5,'price':1} | #/id: Instance type number is invalid. Expected integer",
                "{'id':0,'price':1} | #/id: 0 is less than 1",
                "{'id':7,'price':1,'sold':true} | #: Instance does not have required property \"buyer\"",
                "{'id':7,'price':1,'buyer':'ann'} | #/buyer: Property \"buyer\" does not match schema",
                "[] | #: Instance type array is invalid. Expected object",
                "null | #: Instance type null is invalid. Expected object",
                "{'id': | the answer's body is no JSON"
            })
    void a_body_that_is_not_as_documented_is_found(String body, String difference) {
        next = thing(body.replace('\'', '"'));
        assertViolation(() -> client().get("/api/shop/7"), difference);
    }

    @Test
    void one_difference_is_told_once() {
        next = thing("{\"id\":\"seven\",\"price\":1}");
        assertThatThrownBy(() -> client().get("/api/shop/7"))
                .hasMessageEndingWith("\n  answer #/id: Instance type string is invalid. Expected integer");
        Contracts.takeViolations();
    }

    @Test
    void a_status_that_is_not_documented_is_found() {
        next = Canned.json(409, ERRORS);
        assertViolation(() -> client().get("/api/shop/7"), "status 409 is not in the contract of getThing");
        next = Canned.json(500, ERRORS);
        assertViolation(() -> client().get("/api/shop/7"), "status 500 is not in the contract of getThing");
    }

    @Test
    void another_content_type_is_found_and_none_where_there_should_be_one() {
        next = thing(THING).with("content-type", "text/html");
        assertViolation(() -> client().get("/api/shop/7"), "content type text/html is not in the contract");
        next = new Canned(200, Map.of("link", LINK), "");
        assertViolation(() -> client().get("/api/shop/7"), "content type null is not in the contract");
        next = new Canned(400, Map.of(), "");
        assertViolation(() -> client().post("/api/shop", price(1)), "content type null is not in the contract");
    }

    @Test
    void a_header_that_is_missing_malformed_or_not_documented_is_found() {
        next = Canned.json(200, THING);
        assertViolation(() -> client().get("/api/shop/7"), "the answer has no header Link");
        next = thing(THING).with("link", "/api/shop/8");
        assertViolation(() -> client().get("/api/shop/7"), "header Link #: String does not match pattern");
        next = thing(THING).with("set-cookie", "session=stolen; Path=/");
        assertViolation(() -> client().get("/api/shop/7"), "the answer's header set-cookie is not in the contract");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/shop/seven, path parameter id is no integer",
        "/api/shop/0, path parameter id #: 0 is less than 1",
        "/api/shop/7?below=much, query parameter below is no number",
        "/api/shop/7?below=-1, query parameter below #: -1.0 is less than 0",
        "/api/shop/7?words=more+than+ten, query parameter words #: String is too long"
    })
    void a_parameter_that_the_contract_refuses_must_not_be_served(String path, String difference) {
        next = thing(THING);
        assertViolation(() -> client().get(path), difference);
        // The control: what the contract refuses may be refused, in any way that it documents.
        next = Canned.json(404, ERRORS);
        client().get(path).expect(404);
    }

    @Test
    void a_body_that_the_contract_refuses_must_not_be_served() {
        next = new Canned(204, Map.of(), "");
        var ann = client().as("ann");
        assertViolation(() -> ann.post("/api/shop", price(0)), "request #/price: 0 is less than or equal to 0");
        assertViolation(() -> ann.post("/api/shop", price("much")), "request #/price: Instance type string");
        assertViolation(() -> ann.post("/api/shop", new JsonObject()), "required property \"price\"");
        assertViolation(() -> post(ann, "text/plain", "{\"price\":1}"), "the content type text/plain is not");
        assertViolation(() -> post(ann, "application/json", "much"), "the request's body is no JSON");
        assertViolation(() -> post(ann, "application/json", ""), "there is no body");
        assertViolation(() -> client().post("/api/shop", price(1)), "none of the session cookies");
        next = Canned.json(400, ERRORS);
        ann.post("/api/shop", price(0)).expect(400);
        ann.sendRaw(HttpMethod.POST, "/api/shop", Map.of(), Buffer.buffer(new byte[] {0, -1}))
                .expect(400);
    }

    @Test
    void under_api_nothing_is_served_that_no_contract_has_and_every_error_has_the_one_shape() {
        next = Canned.json(200, "{}");
        assertViolation(() -> client().get("/api/hidden"), "no contract has this operation, yet it was served");
        assertViolation(() -> client().delete("/api/shop/7"), "no contract has this operation, yet it was served");
        client().get("/api/docs").expect(200);
        client().get("/health").expect(200);
        next = Canned.json(404, "{\"error\":\"no\"}");
        assertViolation(() -> client().get("/api/hidden"), "the error is not of the form");
        assertViolation(() -> client().get("/api/docs/hidden"), "the error is not of the form");
        next = Canned.json(405, "{\"errors\":[{\"message\":\"no\",\"trace\":\"at...\"}]}");
        assertViolation(() -> client().delete("/api/shop/7"), "the error is not of the form");
        next = new Canned(404, Map.of("content-type", "text/html"), "<h1>Not found</h1>");
        assertViolation(() -> client().get("/api/hidden"), "the error is not application/json");
        client().get("/hidden").expect(404);
        next = Canned.json(405, ERRORS);
        client().delete("/api/shop/7").expect(405);
        next = Canned.json(414, ERRORS);
        client().get("/api/shop/7").expect(414);
    }

    @Test
    void a_violation_fails_the_test_even_when_nobody_looks_or_a_later_try_is_right() {
        next = Canned.json(500, ERRORS);
        var failed = EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(true)
                .selectors(selectClass(Careless.class))
                .execute()
                .testEvents();
        failed.assertStatistics(tests -> tests.started(3).failed(2).succeeded(1));
        failed.failed().assertThatEvents().allSatisfy(event -> assertThat(event)
                .is(event(finishedWithFailure(
                        instanceOf(ContractViolation.class),
                        message(text -> text.contains("status 500 is not in the contract"))))));
        assertThat(Contracts.takeViolations()).isEmpty();
    }

    /** Tests that would pass if only their own assertions counted. */
    static class Careless {

        @Test
        void the_answer_is_lost() {
            var lost = client().send(HttpMethod.GET, "/api/shop/7", null);
            Eventually.holds(() -> assertThat(lost.isComplete()).isTrue());
        }

        @Test
        void the_second_try_is_right() {
            var tries = new AtomicInteger();
            next = Canned.json(500, ERRORS);
            Eventually.holds(() -> {
                if (tries.incrementAndGet() > 1) {
                    next = thing(THING);
                }
                client().get("/api/shop/7").expect(200);
            });
            next = Canned.json(500, ERRORS);
        }

        @Test
        void nothing_is_wrong() {
            client().get("/outside").expect(500);
        }
    }

    private static void assertViolation(ThrowingCallable request, String difference) {
        assertThatThrownBy(request)
                .hasRootCauseInstanceOf(ContractViolation.class)
                .hasMessageContaining(difference);
        assertThat(Contracts.takeViolations()).singleElement().satisfies(violation -> assertThat(violation)
                .hasMessageContaining(difference)
                .hasMessageContaining("/api/"));
    }

    private static void post(ApiClient client, String contentType, String body) {
        var headers = Map.of("content-type", contentType);
        client.sendRaw(HttpMethod.POST, "/api/shop", headers, Buffer.buffer(body))
                .expect(204);
    }

    private static ApiClient client() {
        return ApiClient.of("http://127.0.0.1:" + server.actualPort());
    }

    private static JsonObject price(Object price) {
        return new JsonObject().put("price", price);
    }

    private static Canned thing(String body) {
        return Canned.json(200, body).with("link", LINK);
    }
}
