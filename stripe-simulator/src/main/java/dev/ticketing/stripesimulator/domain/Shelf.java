package dev.ticketing.stripesimulator.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Objects of one kind, by id and in the order in which they were made. */
public final class Shelf<T extends StripeObject> {

    private final Map<String, Integer> positions = new HashMap<>();
    private final List<T> objects = new ArrayList<>();

    /** A page of a list, and whether there is more after it. */
    public record Page<T>(List<T> objects, boolean hasMore) {}

    void put(T object) {
        Integer position = positions.putIfAbsent(object.id(), objects.size());
        if (position == null) {
            objects.add(object);
        } else {
            objects.set(position, object);
        }
    }

    public Optional<T> find(String id) {
        return Optional.ofNullable(positions.get(id)).map(objects::get);
    }

    /** As they were made. */
    public List<T> all() {
        return List.copyOf(objects);
    }

    /** Newest first, as all of Stripe's lists; {@code startingAfter} is the id of the last one seen, or null. */
    public Page<T> newestFirst(String startingAfter, int limit, Predicate<? super T> filter) {
        int from = startingAfter == null ? objects.size() : positions.get(startingAfter);
        return collect(from - 1, -1, limit, filter);
    }

    /** Oldest first, so that what is added meanwhile does not shift the pages. */
    public Page<T> oldestFirst(String startingAfter, int limit) {
        int from = startingAfter == null ? -1 : positions.get(startingAfter);
        return collect(from + 1, 1, limit, any -> true);
    }

    private Page<T> collect(int from, int step, int limit, Predicate<? super T> filter) {
        List<T> page = new ArrayList<>();
        for (int i = from; i >= 0 && i < objects.size(); i += step) {
            if (filter.test(objects.get(i))) {
                if (page.size() == limit) {
                    return new Page<>(page, true);
                }
                page.add(objects.get(i));
            }
        }
        return new Page<>(page, false);
    }
}
