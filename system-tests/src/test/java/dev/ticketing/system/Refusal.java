package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.RawConnection.RawAnswer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A refusal in the one shape there is (DESIGN.md, section 7); whatever has another shape fails to become one. */
record Refusal(int status, List<Problem> problems) {

    /** What the inside of a service must not show. */
    private static final List<String> INSIDES = List.of("java.", "io.vertx", "com.mongodb", "Exception", "\tat ");

    /** One thing that is wrong. */
    record Problem(String message, Optional<String> field) {
        private static Problem of(Object error) {
            assertThat(error).as("an error").isInstanceOf(JsonObject.class);
            var json = (JsonObject) error;
            assertThat(json.fieldNames()).as("members of an error").isSubsetOf("message", "field");
            assertThat(json.getValue("message")).as("message").isInstanceOf(String.class);
            assertThat(json.getString("message")).as("message").isNotBlank();
            assertThat(json.getValue("field", "")).as("field").isInstanceOf(String.class);
            return new Problem(json.getString("message"), Optional.ofNullable(json.getString("field")));
        }
    }

    /** The refusal that an answer must be. */
    static Refusal expect(int status, Answer answer) {
        assertThat(answer.status())
                .as("status of %s", answer.response().bodyAsString())
                .isEqualTo(status);
        return of(answer);
    }

    static Refusal of(Answer answer) {
        return of(
                answer.status(),
                answer.header("content-type"),
                answer.response().bodyAsString());
    }

    static Refusal of(RawAnswer answer) {
        return of(answer.status(), answer.header("content-type"), answer.body());
    }

    private static Refusal of(int status, String contentType, String body) {
        assertThat(status).as("status of %s", body).isBetween(400, 599);
        assertThat(contentType).as("content type of %s", body).isEqualTo("application/json");
        assertThat(INSIDES).as("insides in %s", body).noneMatch(body::contains);
        assertThat(json(body).fieldNames()).as("members of %s", body).isEqualTo(Set.of("errors"));
        assertThat(json(body).getValue("errors")).as("errors of %s", body).isInstanceOf(JsonArray.class);
        var errors = json(body).getJsonArray("errors");
        assertThat(errors).as("errors of %s", body).isNotEmpty();
        return new Refusal(status, errors.stream().map(Problem::of).toList());
    }

    private static JsonObject json(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw new AssertionError("no JSON object: " + body, e);
        }
    }

    /** Asserts that it names exactly these fields; none means that it is about the request as a whole. */
    Refusal naming(String... fields) {
        assertThat(fields()).as("fields named by %s", problems).containsExactlyInAnyOrder(fields);
        return this;
    }

    /** Asserts that its only message contains some words. */
    Refusal saying(String words) {
        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains(words));
        return this;
    }

    /** The fields that it names. */
    List<String> fields() {
        return problems.stream().flatMap(problem -> problem.field().stream()).toList();
    }
}
