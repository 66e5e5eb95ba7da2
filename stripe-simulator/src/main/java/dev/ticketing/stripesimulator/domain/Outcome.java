package dev.ticketing.stripesimulator.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What a request did. A declined card changes things (the charge failed, the intent says why) and is refused as well.
 *
 * @param changed every object that is new or different, as it is now; stored together or not at all
 * @param answer the object to answer with, null when refused
 * @param error the refusal, null when accepted
 */
public record Outcome(List<StripeObject> changed, StripeObject answer, StripeError error) {

    /** The first of the changed objects is the answer. */
    static Outcome accepted(StripeObject answer, StripeObject... alsoChanged) {
        return new Outcome(join(answer, alsoChanged), answer, null);
    }

    static Outcome refused(StripeError error, StripeObject... changed) {
        return new Outcome(List.of(changed), null, error);
    }

    private static List<StripeObject> join(StripeObject first, StripeObject... rest) {
        List<StripeObject> all = new ArrayList<>(rest.length + 1);
        all.add(first);
        all.addAll(List.of(rest));
        return List.copyOf(all);
    }
}
