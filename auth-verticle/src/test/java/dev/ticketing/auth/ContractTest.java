package dev.ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Contracts;
import org.junit.jupiter.api.Test;

/** The contract in itself. Whether the service keeps to it, every test finds that asks the service anything. */
class ContractTest {

    @Test
    void the_contract_is_openapi_3_1_leaves_nothing_open_and_its_examples_match_their_schemas() {
        assertThat(Contracts.flawsOf("auth")).isEmpty();
    }
}
