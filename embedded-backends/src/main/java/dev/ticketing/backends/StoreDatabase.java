package dev.ticketing.backends;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * One MVStore map per collection, and nothing else on disk: indexes are rebuilt from it when the database is
 * opened.
 */
final class StoreDatabase extends AbstractSynchronizedMongoDatabase<Object> {

    private static final String MAP_PREFIX = "collection.";

    /** Kinds of index that would silently do something else than in MongoDB. */
    private static final List<String> REFUSED_INDEX_OPTIONS =
            List.of("partialFilterExpression", "expireAfterSeconds", "collation");

    private final MVStore store;
    private final LongAdder documentsExamined;

    StoreDatabase(String name, MVStore store, CursorRegistry cursors, LongAdder documentsExamined) {
        super(name, cursors);
        this.store = store;
        this.documentsExamined = documentsExamined;
        initializeNamespacesAndIndexes();
    }

    static Set<String> namesIn(MVStore store) {
        return store.getMapNames().stream()
                .filter(name -> name.startsWith(MAP_PREFIX))
                .map(name -> name.substring(MAP_PREFIX.length()))
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toSet());
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        return new StoreCollection(this, collection, options, cursorRegistry, documents(collection), documentsExamined);
    }

    @Override
    protected synchronized void addIndex(Document description) {
        for (String option : REFUSED_INDEX_OPTIONS) {
            if (description.containsKey(option)) {
                throw new BadValueException("The embedded server has no index with " + option);
            }
        }
        super.addIndex(description);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new UniqueIndex(index, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(index, keys, sparse);
    }

    @Override
    public void dropCollection(String collection, Oplog oplog) {
        super.dropCollection(collection, oplog);
        store.removeMap(mapName(collection));
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        String oldMap = MAP_PREFIX + collection.getFullName();
        super.moveCollection(from, collection, newName);
        store.renameMap(openMap(oldMap), mapName(newName));
    }

    @Override
    protected long getStorageSize() {
        FileStore<?> file = store.getFileStore();
        return file == null ? 0 : file.size();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }

    private MVMap<Object, Document> documents(String collection) {
        return openMap(mapName(collection));
    }

    private MVMap<Object, Document> openMap(String name) {
        return store.openMap(name, new MVMap.Builder<Object, Document>().valueType(StoredBson.INSTANCE));
    }

    private String mapName(String collection) {
        return MAP_PREFIX + getFullCollectionNamespace(collection);
    }
}
