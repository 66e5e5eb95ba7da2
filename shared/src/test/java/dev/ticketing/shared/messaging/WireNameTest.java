package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.UserSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireNameTest {

    static Stream<Arguments> contract() {
        return Stream.of(
                arguments(OrderSnapshot.Status.class, List.of("created", "awaiting:payment", "complete", "cancelled")),
                arguments(
                        OrderSnapshot.CancelReason.class,
                        List.of(
                                "user",
                                "expired",
                                "payment-failed",
                                "ticket-unavailable",
                                "price-changed",
                                "user-banned")),
                arguments(TicketSnapshot.Status.class, List.of("available", "reserved", "sold", "withdrawn")),
                arguments(TicketSnapshot.Reason.class, List.of("ticket-unavailable", "price-changed")),
                arguments(
                        ChargeSnapshot.Status.class,
                        List.of("created", "requires_action", "completed", "failed", "refunded")),
                arguments(UserSnapshot.Status.class, List.of("active", "banned", "deleted")));
    }

    @ParameterizedTest
    @MethodSource("contract")
    <E extends Enum<E>> void names_are_the_contracts_and_read_back(Class<E> kind, List<String> names) {
        assertThat(Arrays.stream(kind.getEnumConstants()).map(WireName::of)).isEqualTo(names);
        assertThat(names.stream().map(name -> WireName.read(kind, name))).containsExactly(kind.getEnumConstants());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AWAITING_PAYMENT", "awaiting-payment", "awaiting_payment", "Complete", "sold"})
    void an_unknown_name_is_refused(String name) {
        assertThatThrownBy(() -> WireName.read(OrderSnapshot.Status.class, name))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
