package dev.ticketing.system.history;

import static dev.ticketing.system.history.Scene.at;
import static dev.ticketing.system.history.Scene.details;
import static dev.ticketing.system.history.Scene.order;
import static dev.ticketing.system.history.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketing.system.history.Checker.Standstill;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker finds every kind of violation, and none where there is none. */
class CheckerTest {

    private static final JsonObject NOTHING = new JsonObject();

    private final Scene scene = new Scene();

    @Test
    void where_everything_is_right_nothing_is_found() {
        assertThat(scene.findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_seeded_violation_of_each_rule_is_found(Rule rule) {
        Seeds.of(rule).accept(scene);

        assertThat(scene.findings()).extracting(Finding::rule).contains(rule);
    }

    @Test
    void what_is_found_is_printed_with_what_was_asked_and_told_about_it() {
        Seeds.of(Rule.LOST_ORDER).accept(scene);

        assertThat(Report.of(scene.findings(), scene.calls()))
                .contains("NOTHING_LOST LOST_ORDER of late")
                .contains("#15", "ben order", "OK 201 after 100 ms");
    }

    @Test
    void a_withdrawal_that_was_refused_must_not_be_there() {
        scene.tell(5, "seller", Action.WITHDRAW, "refunded", "", NOTHING, 409, NOTHING);
        scene.tickets.get("refunded").put("status", "withdrawn");

        assertThat(scene.findings()).extracting(Finding::rule).contains(Rule.REFUSED_AND_DONE);
    }

    @Test
    void an_order_that_was_refused_must_not_be_there() {
        scene.tell(20, "cleo", Action.ORDER, "refunded", "", NOTHING, 409, NOTHING);
        scene.storeOrder("cleos", "refunded", 2, "cleo", 20, 500, "cancelled", 0);

        assertThat(scene.findings()).extracting(Finding::rule).contains(Rule.REFUSED_AND_DONE);
    }

    @Test
    void a_withdrawal_an_edit_and_an_order_of_unknown_outcome_may_be_there() {
        scene.lose(14, "seller", Action.EDIT, "refunded", "", details("new", 900));
        scene.lose(14, "cleo", Action.ORDER, "refunded", "", NOTHING);
        scene.lose(20, "seller", Action.WITHDRAW, "refunded", "", NOTHING);
        scene.storeTicket("refunded", 8, "new", 900, "withdrawn", "", 2, 2);
        scene.storeOrder("cleos", "refunded", 2, "cleo", 15, 900, "cancelled", 0);
        scene.orders.get("cleos").put("cancelReason", "ticket-unavailable");
        scene.storeCharge("cleos", "created");

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void an_order_of_unknown_outcome_accounts_for_one_order_only() {
        scene.lose(14, "cleo", Action.ORDER, "refunded", "", NOTHING);
        scene.storeOrder("cleos", "refunded", 2, "cleo", 15, 500, "cancelled", 0);
        scene.storeOrder("another", "refunded", 3, "cleo", 30, 500, "cancelled", 0);

        assertThat(scene.findings())
                .extracting(Finding::rule, Finding::subject)
                .contains(tuple(Rule.DONE_UNASKED, "another"));
    }

    /** The seller's edit may have refused Ann's order before Ben took the next one. */
    @Test
    void an_order_that_nobody_has_confirmed_holds_nothing_for_certain() {
        scene.tell(
                20, "ann", Action.ORDER, "refunded", "", NOTHING, 201, order("x", "refunded", 2, 20, 500, "created"));
        scene.tell(
                21, "ben", Action.ORDER, "refunded", "", NOTHING, 201, order("y", "refunded", 3, 21, 500, "created"));
        assertThat(scene.findings()).extracting(Finding::rule).contains(Rule.HELD_BY_TWO);

        scene.lose(20, "seller", Action.EDIT, "refunded", "", details("new", 900));
        assertThat(scene.findings()).extracting(Finding::rule).doesNotContain(Rule.HELD_BY_TWO);
    }

    @Test
    void a_read_that_overlaps_another_may_be_older() {
        scene.tellSlowly(1.5, 1, "ann", Action.SEE_TICKET, "sold", "", NOTHING, 200, ticket("sold", 1, "sold", 500));

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void the_time_in_which_a_process_was_stopped_does_not_count_as_waiting() {
        scene.tellSlowly(20, 6, "ann", Action.BROWSE, "", "", NOTHING, 200, NOTHING);

        assertThat(scene.findings(List.of(new Standstill(at(19), at(20.5)))))
                .extracting(Finding::rule)
                .containsExactly(Rule.KEPT_WAITING);
        assertThat(scene.findings(List.of(new Standstill(at(19), at(21))))).isEmpty();
    }
}
