package dev.ticketing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is wrong with a document is found before anybody relies on it. */
class ContractReviewTest {

    @Test
    void a_contract_without_flaws_has_none() {
        assertThat(Contracts.flawsOf("shop")).isEmpty();
    }

    @Test
    void every_flaw_of_a_valid_document_is_named() {
        var flaws = ContractReview.flaws(Contract.read("flawed", "dev/ticketing/testkit/flawed.yaml"));
        assertThat(flaws)
                .haveExactly(1, having("getFlawed has no description"))
                .haveExactly(1, having("getFlawed has a default response"))
                .haveExactly(1, having("parameter limit, example #: 101 is greater than 100"))
                .haveExactly(1, having("getFlawed 200, unknown keyword maxLenght"))
                .haveExactly(1, having("getFlawed 200, schema #/properties/size/minLength: -1 is less than 0"))
                .haveExactly(1, having("example #: Instance does not have required property \"name\""))
                .haveExactly(1, having("getFlawed 200 has an object that is open"))
                .haveExactly(1, having("getFlawed 404 has no example"))
                .hasSize(8);
    }

    @Test
    void what_is_no_openapi_is_refused() {
        assertThatThrownBy(() -> Contract.read("invalid", "dev/ticketing/testkit/invalid.yaml"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("invalid.yaml is no valid OpenAPI 3.1 document");
    }

    private static org.assertj.core.api.Condition<String> having(String words) {
        Predicate<String> has = flaw -> flaw.contains(words);
        return new org.assertj.core.api.Condition<>(has, words);
    }
}
