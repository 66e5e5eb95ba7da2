package dev.ticketing.backends;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * A unique index. What is unique is the library's to judge; this class keeps the entries and searches them.
 */
final class UniqueIndex extends AbstractUniqueIndex<Object> implements OrderedIndex {

    private final IndexEntries entries;
    private boolean complete = true;

    UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.entries = new IndexEntries(keys);
    }

    @Override
    public Optional<IndexScan> scan(Map<String, Constraint> constraints, Document sort) {
        return complete
                ? IndexScan.plan(entries, getKeys().size(), true, isSparse(), constraints, sort)
                : Optional.empty();
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        int before = entries.size();
        super.add(document, position, collection);
        entries.noteArrays(document);
        // The library leaves out empty arrays, and of a sparse index what lies inside arrays.
        boolean left = entries.size() == before;
        boolean covered = !isSparse() || getKeys().stream().anyMatch(key -> IndexEntries.has(key, document));
        complete &= !(left && covered);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return entries.add(values(key), position);
    }

    @Override
    protected Object removeDocument(KeyValue key) {
        return entries.remove(values(key));
    }

    @Override
    protected Object getPosition(KeyValue key) {
        return entries.get(values(key));
    }

    /** Asked for only by the library's own search, which {@link #scan} replaces. */
    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        throw new UnsupportedOperationException("Searched through scan() only");
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return entries.size();
    }

    private static List<Object> values(KeyValue key) {
        return key.stream().toList();
    }
}
