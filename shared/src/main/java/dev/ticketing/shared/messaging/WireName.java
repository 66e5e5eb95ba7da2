package dev.ticketing.shared.messaging;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.OrderSnapshot;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of enum constants in JSON, in events, in the API and in stored documents alike. Most are the constant's
 * name in lower case with hyphens; two that the contract spells otherwise are listed here.
 */
public final class WireName {

    private WireName() {}

    public static String of(Enum<?> constant) {
        if (constant == OrderSnapshot.Status.AWAITING_PAYMENT) {
            return "awaiting:payment";
        } else if (constant == ChargeSnapshot.Status.REQUIRES_ACTION) {
            return "requires_action";
        }
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static <E extends Enum<E>> E read(Class<E> kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new IllegalArgumentException("unknown " + kind.getSimpleName() + ": " + name));
    }

    /** The constant of that name; empty when there is none, as for one that only a newer service knows. */
    static <E extends Enum<E>> Optional<E> find(Class<E> kind, String name) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(constant -> of(constant).equals(name))
                .findFirst();
    }
}
