package dev.ticketing.backends;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The entries of one index, in order. Not thread-safe: its collection's lock guards it. */
final class IndexEntries {

    private final List<IndexKey> fields;
    private final boolean[] holdsArrays;
    private final Comparator<IndexEntry> order;
    private final TreeSet<IndexEntry> entries;

    IndexEntries(List<IndexKey> fields) {
        this.fields = List.copyOf(fields);
        this.holdsArrays = new boolean[fields.size()];
        boolean[] ascending = new boolean[fields.size()];
        for (int field = 0; field < ascending.length; field++) {
            ascending[field] = fields.get(field).isAscending();
        }
        this.order = IndexEntry.order(ascending);
        this.entries = new TreeSet<>(order);
    }

    List<IndexKey> fields() {
        return fields;
    }

    /**
     * Whether any document has had an array in this field: then it has several entries, and no one place in
     * the order.
     */
    boolean holdsArrays(int field) {
        return holdsArrays[field];
    }

    boolean holdsArrays() {
        for (boolean array : holdsArrays) {
            if (array) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return entries.size();
    }

    boolean add(List<Object> values, Object id) {
        return entries.add(IndexEntry.of(values, id));
    }

    /** The id that stood there, or null. */
    Object remove(List<Object> values) {
        Object id = get(values);
        entries.remove(IndexEntry.of(values, null));
        return id;
    }

    Object get(List<Object> values) {
        IndexEntry found = entries.ceiling(IndexEntry.of(values, null));
        return found != null && order.compare(found, IndexEntry.of(values, null)) == 0 ? found.id() : null;
    }

    Stream<Object> ids(IndexEntry from, IndexEntry to, boolean descending) {
        if (order.compare(from, to) > 0) {
            return Stream.empty();
        }
        var range = entries.subSet(from, true, to, true);
        return (descending ? range.descendingSet() : range).stream().map(IndexEntry::id);
    }

    static boolean has(IndexKey field, Document document) {
        return !(valueOf(field, document) instanceof Missing);
    }

    void noteArrays(Document document) {
        for (int field = 0; field < holdsArrays.length; field++) {
            holdsArrays[field] |= valueOf(fields.get(field), document) instanceof Collection<?>;
        }
    }

    /** Every combination of the fields' values, an array counting as each of its elements. */
    List<List<Object>> valuesOf(Document document) {
        List<List<Object>> combinations = List.of(List.of());
        for (IndexKey field : fields) {
            Object value = valueOf(field, document);
            Collection<?> choices = value instanceof Collection<?> array && !array.isEmpty()
                    ? array
                    : Collections.singletonList(value instanceof Collection<?> ? null : value);
            combinations = times(combinations, choices);
        }
        return combinations.stream().map(IndexEntries::normalized).toList();
    }

    static List<List<Object>> times(List<List<Object>> combinations, Collection<?> choices) {
        List<List<Object>> longer = new ArrayList<>(combinations.size() * choices.size());
        for (List<Object> combination : combinations) {
            for (Object choice : choices) {
                longer.add(plus(combination, choice));
            }
        }
        return longer;
    }

    static List<Object> plus(List<Object> values, Object value) {
        List<Object> longer = new ArrayList<>(values.size() + 1);
        longer.addAll(values);
        longer.add(value);
        return longer;
    }

    /** As the library compares them: 1, 1L and 1.0 are the same, missing is null. */
    static List<Object> normalized(Collection<?> values) {
        return new KeyValue(values).normalized().stream().toList();
    }

    private static Object valueOf(IndexKey field, Document document) {
        return Utils.getSubdocumentValueCollectionAware(document, field.getKey());
    }
}
