package dev.ticketing.backends;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a filter demands of one field, as far as an index can make use of it. It may demand less than the
 * filter does, never more: the filter is always applied to what an index has found.
 */
sealed interface Constraint {

    record OneOf(List<Object> values) implements Constraint {}

    /** A null bound is open; values of another type than the bound's are never between. */
    record Between(Object low, boolean lowIncluded, Object high, boolean highIncluded) implements Constraint {}

    record Exists() implements Constraint {}

    /** Whether a document without the field can satisfy this. */
    default boolean acceptsMissing() {
        return this instanceof OneOf oneOf && oneOf.values.contains(null);
    }

    /**
     * The usable constraints of a filter by field. Of two on one field the first counts: an array may
     * satisfy them apart.
     */
    static Map<String, Constraint> of(Document filter) {
        Map<String, Constraint> constraints = new HashMap<>();
        filter.forEach((field, value) -> {
            if (field.equals("$and") && value instanceof Collection<?> parts) {
                parts.forEach(part -> of((Document) part).forEach(constraints::putIfAbsent));
            } else if (!field.startsWith("$")) {
                onField(value).ifPresent(constraint -> constraints.putIfAbsent(field, constraint));
            }
        });
        return constraints;
    }

    private static Optional<Constraint> onField(Object value) {
        if (isScalar(value)) {
            return oneOf(Collections.singletonList(value));
        }
        if (BsonRegularExpression.isRegularExpression(value)) {
            return startingWith(LiteralPrefix.of(BsonRegularExpression.convertToRegularExpression(value)));
        }
        return value instanceof Document operators ? onOperators(operators) : Optional.empty();
    }

    private static Optional<Constraint> onOperators(Document operators) {
        if (operators.isEmpty() || operators.keySet().stream().anyMatch(key -> !key.startsWith("$"))) {
            return Optional.empty();
        }
        if (operators.containsKey("$eq")) {
            return oneOf(Collections.singletonList(operators.get("$eq")));
        }
        if (operators.get("$in") instanceof Collection<?> values) {
            return oneOf(values);
        }
        if (operators.get("$elemMatch") instanceof Document element) {
            return onOperators(element);
        }
        return between(operators).or(() -> exists(operators));
    }

    private static Optional<Constraint> oneOf(Collection<?> values) {
        return values.isEmpty() || !values.stream().allMatch(Constraint::isScalar)
                ? Optional.empty()
                : Optional.of(new OneOf(new ArrayList<>(new LinkedHashSet<>(IndexEntries.normalized(values)))));
    }

    private static Optional<Constraint> between(Document operators) {
        Object low = bound(operators, "$gt", "$gte");
        Object high = bound(operators, "$lt", "$lte");
        return low == null && high == null
                ? Optional.empty()
                : Optional.of(new Between(low, !operators.containsKey("$gt"), high, !operators.containsKey("$lt")));
    }

    private static Object bound(Document operators, String exclusive, String inclusive) {
        Object bound = operators.containsKey(exclusive) ? operators.get(exclusive) : operators.get(inclusive);
        return isScalar(bound)
                ? IndexEntries.normalized(Collections.singletonList(bound)).get(0)
                : null;
    }

    private static Optional<Constraint> exists(Document operators) {
        return Boolean.TRUE.equals(operators.get("$exists")) ? Optional.of(new Exists()) : Optional.empty();
    }

    private static Optional<Constraint> startingWith(String prefix) {
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        int last = prefix.length() - 1;
        String next = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
        return Optional.of(new Between(prefix, true, next, false));
    }

    private static boolean isScalar(Object value) {
        return value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Instant
                || value instanceof ObjectId
                || value instanceof UUID;
    }
}
