package dev.ticketing.stripesimulator.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void brackets_nest() {
        Parameters parameters =
                Parameters.parse("metadata[a]=1&metadata%5Bb%5D=x+y%26z&expand[]=one&expand[1]=two&a[b][c]=%E2%82%AC");

        assertThat(parameters.map("metadata")).isEqualTo(Map.of("a", "1", "b", "x y&z"));
        assertThat(parameters.list("expand")).containsExactly("one", "two");
        assertThat(parameters.text("a[b][c]")).hasValue("€");
        assertThat(parameters.text("absent")).isEmpty();
    }

    @Test
    void the_last_of_several_values_counts() {
        assertThat(Parameters.parse("a=1&a=2").integer("a", 0)).hasValue(2L);
    }

    @Test
    void an_empty_value_unsets_a_key_of_a_map() {
        assertThat(Parameters.parse("metadata[a]=&metadata[b]=1").map("metadata"))
                .isEqualTo(Map.of("b", "1"));
    }

    @Test
    void the_order_of_parameters_does_not_matter_to_the_fingerprint_but_every_value_does() {
        String fingerprint = Parameters.parse("a=1&b=2").fingerprint();

        assertThat(Parameters.parse("b=2&a=1").fingerprint()).isEqualTo(fingerprint);
        assertThat(Parameters.parse("a=1&b=3").fingerprint()).isNotEqualTo(fingerprint);
        assertThat(Parameters.parse("a=1").fingerprint()).isNotEqualTo(fingerprint);
        assertThat(Parameters.parse("a=1%26b%3D2").fingerprint()).isNotEqualTo(fingerprint);
        assertThat(Parameters.parse("a=1&b=2&b=2").fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void what_nobody_knows_is_refused_by_name() {
        assertThatThrownBy(() -> Parameters.parse("a=1&b[c]=2").refuseAllBut(Set.of("a", "b[d]")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.error().param()).isEqualTo("b[c]"));
        Parameters.parse("a=1&b[c]=2").refuseAllBut(Set.of("a", "b[*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%4g", "a=%ff", "a[=1", "a]=1", "a[b]c=1", "=1", "[a]=1", "a=\u00e4"})
    void malformed_input_is_refused(String form) {
        assertThatThrownBy(() -> Parameters.parse(form)).isInstanceOf(Refusal.class);
    }

    @Test
    void the_number_of_parameters_is_limited() {
        Parameters.parse("a=1&".repeat(999));
        assertThatThrownBy(() -> Parameters.parse("a=1&".repeat(1_000))).isInstanceOf(Refusal.class);
    }

    @Test
    void metadata_is_limited_as_at_stripe() {
        assertThat(Metadata.read(Parameters.parse("metadata[" + "k".repeat(40) + "]=" + "v".repeat(500))))
                .hasSize(1);
        assertThatThrownBy(() -> Metadata.read(Parameters.parse("metadata[" + "k".repeat(41) + "]=v")))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Metadata.read(Parameters.parse("metadata[k]=" + "v".repeat(501))))
                .isInstanceOf(Refusal.class);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= 50; i++) {
            many.append("metadata[k").append(i).append("]=v&");
        }
        assertThatThrownBy(() -> Metadata.read(Parameters.parse(many.toString())))
                .isInstanceOf(Refusal.class);
    }
}
