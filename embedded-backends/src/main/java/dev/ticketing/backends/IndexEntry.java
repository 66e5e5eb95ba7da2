package dev.ticketing.backends;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The values of an index's fields in one document and the id of that document; or, with another side than
 * {@code AT}, a cut: the place before or after all entries that begin with its values.
 */
record IndexEntry(List<Object> values, Object id, int side) {

    private static final int BEFORE = -1;
    private static final int AT = 0;
    private static final int AFTER = 1;

    static IndexEntry of(List<Object> values, Object id) {
        return new IndexEntry(values, id, AT);
    }

    static IndexEntry before(List<Object> values) {
        return new IndexEntry(values, null, BEFORE);
    }

    static IndexEntry after(List<Object> values) {
        return new IndexEntry(values, null, AFTER);
    }

    /** By values in MongoDB's order, each field ascending or descending. */
    static Comparator<IndexEntry> order(boolean[] ascending) {
        return (left, right) -> {
            int common = Math.min(left.values.size(), right.values.size());
            for (int field = 0; field < common; field++) {
                int difference = compareValues(left.values.get(field), right.values.get(field));
                if (difference != 0) {
                    return ascending[field] ? difference : -difference;
                }
            }
            return compareSides(left, right);
        };
    }

    private static int compareSides(IndexEntry left, IndexEntry right) {
        int sizes = Integer.compare(left.values.size(), right.values.size());
        if (sizes == 0) {
            return Integer.compare(left.side, right.side);
        }
        return sizes < 0 ? left.side : -right.side;
    }

    private static int compareValues(Object left, Object right) {
        int difference = ValueComparator.ascWithoutListHandling().compare(left, right);
        boolean composite = left instanceof Document || left instanceof Collection<?>;
        // The library calls composites with different arrays inside equal; a unique index must not.
        return difference == 0 && composite && !left.equals(right)
                ? left.toString().compareTo(right.toString())
                : difference;
    }
}
