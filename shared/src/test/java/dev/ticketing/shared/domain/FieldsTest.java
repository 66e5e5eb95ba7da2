package dev.ticketing.shared.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketing.shared.domain.Failure.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    static Stream<Object> notStrings() {
        return Stream.of(1, 1.5, true, Map.of("$gt", ""), List.of("a"), new ArrayList<>());
    }

    @ParameterizedTest
    @MethodSource("notStrings")
    void only_a_string_is_a_text(Object value) {
        var fields = new Fields(Map.of("name", value));
        fields.text("name", 0, 100);
        fields.secret("name", 0, 100);

        assertThat(problemsOf(fields))
                .containsExactly(
                        new Problem("name must be a string", "name"), new Problem("name must be a string", "name"));
    }

    @ParameterizedTest
    @CsvSource({"'', false", "a, false", "ab, true", "'  ab  ', true", "' a ', false", "abcd, true", "abcde, false"})
    void a_texts_length_counts_after_trimming(String value, boolean fine) {
        var fields = new Fields(Map.of("name", value));
        var text = fields.text("name", 2, 4);

        assertThat(fields.fine("name")).isEqualTo(fine);
        assertThat(text).isEqualTo(fine ? value.strip() : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001bb", "a\u007fb", "a\u0085b", "a\ud800b"})
    void a_text_has_no_control_characters_and_no_half_characters(String value) {
        var fields = new Fields(Map.of("name", value));
        fields.text("name", 1, 100);

        assertThat(problemsOf(fields)).containsExactly(new Problem("name must not contain control characters", "name"));
    }

    @Test
    void an_absent_and_a_null_field_are_missing() {
        var values = new HashMap<String, Object>();
        values.put("null", null);
        var fields = new Fields(values);
        for (var name : List.of("absent", "null")) {
            fields.text(name, 0, 1);
            fields.secret(name, 0, 1);
            fields.priceCents(name, Currency.DEFAULT);
            assertThat(fields.optionalPriceCents(name, Currency.DEFAULT)).isEmpty();
        }

        assertThat(problemsOf(fields))
                .extracting(Problem::message)
                .containsExactly(
                        "absent is required",
                        "absent is required",
                        "absent is required",
                        "null is required",
                        "null is required",
                        "null is required");
    }

    @Test
    void a_secret_is_taken_as_it_is_but_half_a_surrogate_pair_is_no_character() {
        for (var whole : List.of(" a\tb\u0000 ", "\ud83d\ude00")) {
            var fields = new Fields(Map.of("password", whole));
            assertThat(fields.secret("password", 1, 10)).isEqualTo(whole);
            assertThat(problemsOf(fields)).isEmpty();
        }
        for (var half : List.of("\ud83d", "a\udc00b", "\ude00\ud83d")) {
            var fields = new Fields(Map.of("password", half));
            fields.secret("password", 1, 10);
            assertThat(problemsOf(fields)).extracting(Problem::field).containsExactly("password");
        }
    }

    @Test
    void a_price_that_is_none_is_named_once() {
        for (var value : Arrays.<Object>asList("19.99", true, 0, -1, 1.999, Double.NaN, Map.of("$gt", 0))) {
            var fields = new Fields(Map.of("price", value));
            fields.priceCents("price", Currency.DEFAULT);
            assertThat(problemsOf(fields)).extracting(Problem::field).containsExactly("price");
        }
    }

    @Test
    void every_problem_is_thrown_at_once_in_the_order_of_reading() {
        var fields = new Fields(Map.of("title", 1, "price", "free"));
        fields.text("title", 1, 10);
        fields.priceCents("price", Currency.DEFAULT);
        fields.problem("other", "is odd");

        assertThat(problemsOf(fields)).extracting(Problem::field).containsExactly("title", "price", "other");
    }

    @Test
    void nothing_wrong_throws_nothing() {
        var fields = new Fields(Map.of("title", "Concert", "price", 19.99));

        assertThat(fields.text("title", 1, 10)).isEqualTo("Concert");
        assertThat(fields.priceCents("price", Currency.DEFAULT)).isEqualTo(1999);
        assertThat(problemsOf(fields)).isEmpty();
    }

    private static List<Problem> problemsOf(Fields fields) {
        var thrown = catchThrowableOfType(FailureException.class, fields::check);
        return thrown == null ? List.of() : ((Failure.Invalid) thrown.failure()).problems();
    }
}
