package dev.ticketing.backends;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map.Entry;

/**
 * Whether the entries of an index, read forwards or backwards, come in the order a search asks for.
 *
 * @param asked whether the search asks for any order
 * @param served whether it gets it
 */
record SortOrder(boolean asked, boolean served, boolean descending) {

    static SortOrder unsorted(Document sort) {
        return new SortOrder(isAsked(sort), false, false);
    }

    /**
     * The first {@code equal} fields have one value each, so they do not matter; the others must follow in
     * the index's order.
     */
    static SortOrder of(IndexEntries entries, int equal, Document sort) {
        if (!isAsked(sort)) {
            return unsorted(sort);
        }
        List<IndexKey> fields = entries.fields();
        List<Entry<String, Object>> wanted = sort.entrySet().stream()
                .filter(entry -> !isConstant(entry.getKey(), entries, equal))
                .toList();
        if (wanted.size() > fields.size() - equal) {
            return unsorted(sort);
        }
        boolean forwards = true;
        boolean backwards = true;
        for (int i = 0; i < wanted.size(); i++) {
            IndexKey field = fields.get(equal + i);
            boolean same = field.getKey().equals(wanted.get(i).getKey()) && !entries.holdsArrays(equal + i);
            boolean ascending = wanted.get(i).getValue() instanceof Number direction && direction.intValue() > 0;
            forwards &= same && ascending == field.isAscending();
            backwards &= same && ascending != field.isAscending();
        }
        return new SortOrder(true, forwards || backwards, !forwards);
    }

    /** Whether the order saves anything over one that was not asked for. */
    boolean serves() {
        return asked && served;
    }

    boolean asAsked() {
        return served || !asked;
    }

    private static boolean isAsked(Document sort) {
        return sort != null && !sort.isEmpty();
    }

    private static boolean isConstant(String name, IndexEntries entries, int equal) {
        for (int field = 0; field < equal; field++) {
            if (entries.fields().get(field).getKey().equals(name) && !entries.holdsArrays(field)) {
                return true;
            }
        }
        return false;
    }
}
