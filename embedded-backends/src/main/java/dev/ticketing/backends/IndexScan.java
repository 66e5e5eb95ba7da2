package dev.ticketing.backends;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import dev.ticketing.backends.Constraint.Between;
import dev.ticketing.backends.Constraint.OneOf;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way to serve a search from one index: the entries that begin with one of some prefixes and, where
 * there is a range, have the next field in it.
 *
 * @param sorted whether the entries come in the order that was asked for, so that a limit ends the scan
 * @param rank how much of the search the index serves; the scan with the highest is taken
 */
record IndexScan(
        IndexEntries entries,
        List<List<Object>> prefixes,
        Between range,
        boolean descending,
        boolean sorted,
        int rank) {

    /**
     * Combinations of $in values that are looked up one by one; beyond, the index serves what comes before
     * them.
     */
    private static final int MAX_PREFIXES = 1_000;

    private static final int UNIQUE_DOCUMENT = 1_000;
    private static final int PER_EQUAL_FIELD = 10;
    private static final int SORT_ALONE = 2;
    private static final int SORT_WITHIN_EQUAL = 6;
    private static final int RANGE = 7;
    private static final int SORT_WITHIN_RANGE = 1;

    /** Words: the beginning of one leaves fewer documents than the rest of a listing from a page on. */
    private static final int RANGE_OF_ELEMENTS = 9;

    private static final int FEW_BECAUSE_SPARSE = 4;

    static Optional<IndexScan> plan(
            IndexEntries entries,
            int declaredFields,
            boolean unique,
            boolean sparse,
            Map<String, Constraint> constraints,
            Document sort) {
        List<IndexKey> declared = entries.fields().subList(0, declaredFields);
        boolean misleading = declared.stream().anyMatch(IndexScan::addressesElement);
        if (misleading || (sparse && !demandsAny(declared, constraints))) {
            return Optional.empty();
        }
        List<List<Object>> prefixes = prefixes(entries.fields(), constraints);
        int equal = prefixes.get(0).size();
        Between range = constraintAt(entries, equal, constraints) instanceof Between between ? between : null;
        SortOrder order = prefixes.size() == 1 ? SortOrder.of(entries, equal, sort) : SortOrder.unsorted(sort);
        int rank = (unique && equal == declaredFields ? UNIQUE_DOCUMENT : 0)
                + rank(entries, equal, range, order)
                + (sparse ? FEW_BECAUSE_SPARSE : 0);
        return rank == 0
                ? Optional.empty()
                : Optional.of(new IndexScan(entries, prefixes, range, order.descending(), order.asAsked(), rank));
    }

    private static int rank(IndexEntries entries, int equal, Between range, SortOrder order) {
        int rank = PER_EQUAL_FIELD * equal;
        if (range != null) {
            return rank
                    + (entries.holdsArrays(equal) ? RANGE_OF_ELEMENTS : RANGE)
                    + (order.serves() ? SORT_WITHIN_RANGE : 0);
        }
        int forSort = equal > 0 ? SORT_WITHIN_EQUAL : SORT_ALONE;
        return order.serves() ? rank + forSort : rank;
    }

    /** Every combination of what the first fields may equal; one empty combination if the first may be anything. */
    private static List<List<Object>> prefixes(List<IndexKey> fields, Map<String, Constraint> constraints) {
        List<List<Object>> prefixes = List.of(List.of());
        for (IndexKey field : fields) {
            boolean equal = constraints.get(field.getKey()) instanceof OneOf oneOf
                    && prefixes.size() * oneOf.values().size() <= MAX_PREFIXES;
            if (!equal) {
                break;
            }
            prefixes = IndexEntries.times(prefixes, ((OneOf) constraints.get(field.getKey())).values());
        }
        return prefixes;
    }

    private static Constraint constraintAt(IndexEntries entries, int field, Map<String, Constraint> constraints) {
        List<IndexKey> fields = entries.fields();
        return field < fields.size() ? constraints.get(fields.get(field).getKey()) : null;
    }

    Stream<Object> ids() {
        Stream<Object> ids = prefixes.stream().flatMap(this::idsWith);
        return entries.holdsArrays() ? ids.distinct() : ids;
    }

    private Stream<Object> idsWith(List<Object> prefix) {
        if (range == null) {
            return entries.ids(IndexEntry.before(prefix), IndexEntry.after(prefix), descending);
        }
        boolean ascending = entries.fields().get(prefix.size()).isAscending();
        return ascending
                ? entries.ids(aboveLow(prefix, true), belowHigh(prefix, true), descending)
                : entries.ids(belowHigh(prefix, false), aboveLow(prefix, false), descending);
    }

    /** Without a low bound after null, which is less than everything and never in a range. */
    private IndexEntry aboveLow(List<Object> prefix, boolean ascending) {
        List<Object> low = IndexEntries.plus(prefix, range.low());
        boolean included = range.low() != null && range.lowIncluded();
        return included == ascending ? IndexEntry.before(low) : IndexEntry.after(low);
    }

    private IndexEntry belowHigh(List<Object> prefix, boolean ascending) {
        if (range.high() == null) {
            return ascending ? IndexEntry.after(prefix) : IndexEntry.before(prefix);
        }
        List<Object> high = IndexEntries.plus(prefix, range.high());
        return range.highIncluded() == ascending ? IndexEntry.after(high) : IndexEntry.before(high);
    }

    /**
     * A path like {@code outbox.0}: the index sees the fields of all elements there, the filter means one
     * element.
     */
    private static boolean addressesElement(IndexKey field) {
        return Stream.of(field.getKey().split("\\."))
                .anyMatch(part -> part.chars().allMatch(Character::isDigit));
    }

    /** A sparse index lacks the documents without any of its fields. */
    private static boolean demandsAny(List<IndexKey> fields, Map<String, Constraint> constraints) {
        return fields.stream()
                .map(field -> constraints.getOrDefault(field.getKey(), new OneOf(Collections.singletonList(null))))
                .anyMatch(constraint -> !constraint.acceptsMissing());
    }
}
