package dev.ticketing.shared.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeTest {

    @ParameterizedTest
    @CsvSource({
        "USER_CREATED, user.created",
        "USER_UPDATED, user.updated",
        "USER_BANNED, user.banned",
        "USER_UNBANNED, user.unbanned",
        "TICKET_CREATED, ticket.created",
        "TICKET_UPDATED, ticket.updated",
        "TICKET_WITHDRAWN, ticket.withdrawn",
        "ORDER_CREATED, order.created",
        "ORDER_UPDATED, order.updated",
        "ORDER_CANCELLED, order.cancelled",
        "ORDER_COMPLETED, order.completed",
        "EXPIRATION_COMPLETE, expiration.complete",
        "CHARGE_CREATED, charge.created",
        "CHARGE_FAILED, charge.failed",
        "CHARGE_REFUNDED, charge.refunded"
    })
    void wire_names_are_the_contracts(EventType type, String wireName) {
        assertThat(type.wireName()).isEqualTo(wireName);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void a_type_is_found_by_its_wire_name(EventType type) {
        assertThat(EventType.of(type.wireName())).hasValue(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "order", "order.renamed", "ORDER_CREATED", "order.*"})
    void what_a_newer_service_may_publish_is_no_error(String unknown) {
        assertThat(EventType.of(unknown)).isEmpty();
    }

    @Test
    void live_orders_are_those_that_hold_their_ticket() {
        assertThat(OrderSnapshot.Status.values())
                .filteredOn(OrderSnapshot.Status::live)
                .containsExactly(OrderSnapshot.Status.CREATED, OrderSnapshot.Status.AWAITING_PAYMENT);
    }
}
