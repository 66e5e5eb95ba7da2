package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Contracts;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing is documented that does not happen: the tests before this one, which is the last of its module, have got every
 * status of every operation that the contracts document. That nothing else happens is checked at each request.
 */
@Tag("long")
@Order(Integer.MAX_VALUE)
class EveryOutcomeIT {

    @Test
    void every_status_that_a_contract_documents_was_answered_to_one_of_the_tests() {
        assertThat(Contracts.seen()).isNotEmpty().containsAll(Contracts.documented());
    }
}
