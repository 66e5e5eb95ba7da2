package dev.ticketing.shared.messaging;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.OrderSnapshot;
import java.util.Locale;

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
        for (var constant : kind.getEnumConstants()) {
            if (of(constant).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown " + kind.getSimpleName() + ": " + name);
    }
}
