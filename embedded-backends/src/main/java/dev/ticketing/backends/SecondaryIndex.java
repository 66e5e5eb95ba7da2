package dev.ticketing.backends;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An index that is not unique. It ends with the id, so that every document has entries of its own. */
final class SecondaryIndex extends Index<Object> implements OrderedIndex {

    private static final String ID = "_id";
    private static final int CANNOT_INDEX_PARALLEL_ARRAYS = 171;

    private final IndexEntries entries;

    SecondaryIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        boolean hasId = keys.stream().anyMatch(key -> key.getKey().equals(ID));
        Stream<IndexKey> id = hasId ? Stream.empty() : Stream.of(new IndexKey(ID, true));
        this.entries = new IndexEntries(Stream.concat(keys.stream(), id).toList());
    }

    @Override
    public Optional<IndexScan> scan(Map<String, Constraint> constraints, Document sort) {
        return IndexScan.plan(entries, getKeys().size(), false, isSparse(), constraints, sort);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (!covers(document)) {
            return;
        }
        entries.noteArrays(document);
        entries.valuesOf(document).forEach(values -> entries.add(values, position));
    }

    @Override
    public Object remove(Document document) {
        if (!covers(document)) {
            return null;
        }
        entries.valuesOf(document).forEach(entries::remove);
        return document.get(ID);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        List<List<Object>> valuesBefore = entries.valuesOf(before);
        if (covers(before) == covers(after) && valuesBefore.equals(entries.valuesOf(after))) {
            return;
        }
        remove(before);
        add(after, position, collection);
    }

    /** MongoDB refuses two arrays in one entry too: they would multiply. */
    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        List<String> arrays = new ArrayList<>();
        for (IndexKey key : getKeys()) {
            String root = key.getKey().split("\\.", 2)[0];
            if (document.get(root) instanceof Collection<?> && !arrays.contains(root)) {
                arrays.add(root);
            }
        }
        if (arrays.size() > 1) {
            throw new MongoServerError(
                    CANNOT_INDEX_PARALLEL_ARRAYS,
                    "CannotIndexParallelArrays",
                    "cannot index parallel arrays " + arrays);
        }
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        checkAdd(after, collection);
    }

    /** Only a unique index tells where a document is. */
    @Override
    public Object getPosition(Document document) {
        return null;
    }

    @Override
    public boolean canHandle(Document filter) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
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

    @Override
    public void drop() {}

    private boolean covers(Document document) {
        return !isSparse() || getKeys().stream().anyMatch(key -> IndexEntries.has(key, document));
    }
}
