package dev.ticketing.stripesimulator.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What a request did. A declined card changes things (the charge failed, the intent says why) and is refused as well.
 *
 * @param changed every object that is new or different, as it is now; stored together or not at all
 * @param news what happened to them that others are told about
 * @param answer the object to answer with, null when refused
 * @param error the refusal, null when accepted
 */
public record Outcome(List<StripeObject> changed, List<News> news, StripeObject answer, StripeError error) {

    /** The first of the changed objects is the answer. */
    static Outcome accepted(StripeObject answer, StripeObject... alsoChanged) {
        List<StripeObject> all = new ArrayList<>(alsoChanged.length + 1);
        all.add(answer);
        all.addAll(List.of(alsoChanged));
        return new Outcome(List.copyOf(all), List.of(), answer, null);
    }

    static Outcome refused(StripeError error, StripeObject... changed) {
        return new Outcome(List.of(changed), List.of(), null, error);
    }

    Outcome telling(EventType type, StripeObject object) {
        return telling(List.of(new News(type, object, null)));
    }

    Outcome telling(List<News> more) {
        List<News> all = new ArrayList<>(news);
        all.addAll(more);
        return new Outcome(changed, List.copyOf(all), answer, error);
    }

    Outcome changing(StripeObject more) {
        List<StripeObject> all = new ArrayList<>(changed);
        all.add(more);
        return new Outcome(List.copyOf(all), news, answer, error);
    }
}
