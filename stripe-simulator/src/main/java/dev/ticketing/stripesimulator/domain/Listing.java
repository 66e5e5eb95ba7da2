package dev.ticketing.stripesimulator.domain;

import java.util.function.Predicate;

/**
 * What part of a list is asked for (https://docs.stripe.com/api/pagination).
 *
 * @param startingAfter the id of the last object already seen, or null
 * @param createdFrom in seconds since the epoch, inclusive, like the next
 */
public record Listing(int limit, String startingAfter, long createdFrom, long createdTo) {

    private static final int MAX_LIMIT = 100;
    private static final int USUAL_LIMIT = 10;

    public static Listing of(Parameters parameters, Shelf<?> shelf) {
        long from = parameters.integer("created[gte]", 0).orElse(0L);
        long after =
                parameters.integer("created[gt]", 0).map(given -> given + 1).orElse(0L);
        long to = parameters.integer("created[lte]", 0).orElse(Long.MAX_VALUE);
        long before =
                parameters.integer("created[lt]", 0).map(given -> given - 1).orElse(Long.MAX_VALUE);
        Long exactly = parameters.integer("created", 0).orElse(null);
        return new Listing(
                limit(parameters),
                startingAfter(parameters, shelf),
                exactly == null ? Math.max(from, after) : exactly,
                exactly == null ? Math.min(to, before) : exactly);
    }

    public <T extends StripeObject> Shelf.Page<T> page(Shelf<T> shelf, Predicate<T> filter) {
        return shelf.newestFirst(
                startingAfter,
                limit,
                object -> object.created() >= createdFrom && object.created() <= createdTo && filter.test(object));
    }

    private static int limit(Parameters parameters) {
        long limit = parameters.integer("limit", 1).orElse((long) USUAL_LIMIT);
        if (limit > MAX_LIMIT) {
            throw new Refusal(
                    StripeError.invalidInteger("limit", "This value must be less than or equal to " + MAX_LIMIT + "."));
        }
        return (int) limit;
    }

    private static String startingAfter(Parameters parameters, Shelf<?> shelf) {
        String id = parameters.text("starting_after").orElse(null);
        if (id != null && shelf.find(id).isEmpty()) {
            throw new Refusal(StripeError.noSuch(400, "object", id, "starting_after"));
        }
        return id;
    }
}
