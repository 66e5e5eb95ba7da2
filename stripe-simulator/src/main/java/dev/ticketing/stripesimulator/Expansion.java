package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Parameters;
import dev.ticketing.stripesimulator.domain.Refusal;
import dev.ticketing.stripesimulator.domain.StripeError;
import java.util.HashSet;
import java.util.Set;

/** Ids that are answered as the objects they name (https://docs.stripe.com/api/expanding_objects), one level deep. */
final class Expansion {

    static final Set<String> OF_INTENT = Set.of("latest_charge", "payment_method");
    static final Set<String> OF_CHARGE = Set.of("payment_intent", "refunds");
    static final Set<String> OF_REFUND = Set.of("charge", "payment_intent");

    static final Set<String> OF_DISPUTE = Set.of("charge", "payment_intent");
    static final Set<String> OF_EVENT = Set.of();

    private Expansion() {}

    /** In lists every path starts with {@code data.}, the prefix to give here. */
    static Set<String> of(Parameters parameters, String prefix, Set<String> expandable) {
        Set<String> expand = new HashSet<>();
        for (String path : parameters.list("expand")) {
            String name = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
            if (!path.startsWith(prefix) || !expandable.contains(name)) {
                throw new Refusal(
                        StripeError.invalid(null, "expand", "This property cannot be expanded (" + path + ")."));
            }
            expand.add(name);
        }
        return expand;
    }
}
