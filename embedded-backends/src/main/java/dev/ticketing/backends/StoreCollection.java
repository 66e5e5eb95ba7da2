package dev.ticketing.backends;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * The documents of a collection by id. A stored document is never changed: an update puts another one in
 * its place, so that a reply can be written, and a commit run, while the next command already works.
 */
final class StoreCollection extends AbstractSynchronizedMongoCollection<Object> {

    private final MVMap<Object, Document> documents;
    private final LongAdder documentsExamined;

    StoreCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            MVMap<Object, Document> documents,
            LongAdder documentsExamined) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.documentsExamined = documentsExamined;
    }

    @Override
    protected QueryResult queryDocuments(
            Document filter, Document sort, int skip, int limit, int batchSize, Document fields) {
        Optional<IndexScan> scan = isNatural(sort) ? Optional.empty() : bestScan(filter, sort);
        if (scan.isEmpty()) {
            return matchDocuments(filter, sort, skip, limit, batchSize, fields);
        }
        Stream<Document> candidates = scan.get().ids().map(this::getDocument);
        return scan.get().sorted()
                ? matchDocumentsFromStream(filter, candidates, skip, limit, batchSize, null, fields)
                : matchDocumentsFromStream(candidates, filter, sort, skip, limit, batchSize, fields);
    }

    private Optional<IndexScan> bestScan(Document filter, Document sort) {
        Map<String, Constraint> constraints = Constraint.of(filter);
        return getIndexes().stream()
                .filter(OrderedIndex.class::isInstance)
                .map(OrderedIndex.class::cast)
                .flatMap(index -> index.scan(constraints, sort).stream())
                .max(Comparator.comparingInt(IndexScan::rank));
    }

    private static boolean isNatural(Document sort) {
        return sort != null && sort.containsKey("$natural");
    }

    /**
     * Reads the documents once for a new index, where the superclass reads them twice: it takes most of an
     * opening's time.
     */
    @Override
    public synchronized void addIndex(Index<Object> index) {
        if (getIndexes().stream().anyMatch(known -> known.getName().equals(index.getName()))) {
            super.addIndex(index);
            return;
        }
        try {
            streamAllDocumentsWithPosition().forEach(stored -> {
                index.checkAdd(stored.getDocument(), this);
                index.add(stored.getDocument(), stored.getPosition(), this);
            });
        } catch (MongoServerError e) {
            throw new IndexBuildFailedException(e, this);
        }
        getIndexes().add(index);
    }

    @Override
    protected QueryResult matchDocuments(
            Document filter, Document sort, int skip, int limit, int batchSize, Document fields) {
        Stream<DocumentWithPosition<Object>> all = streamAllDocumentsWithPosition();
        Stream<Document> inOrder = isNaturalDescending(sort)
                ? all.sorted(Comparator.comparing(DocumentWithPosition::getPosition, ValueComparator.desc()))
                        .map(DocumentWithPosition::getDocument)
                : all.map(DocumentWithPosition::getDocument);
        return matchDocumentsFromStream(inOrder, filter, sort, skip, limit, batchSize, fields);
    }

    @Override
    protected boolean documentMatchesQuery(Document document, Document filter) {
        documentsExamined.increment();
        return super.documentMatchesQuery(document, filter);
    }

    /** Hands out copies: the superclass writes an update into the document it has found. */
    @Override
    protected QueryResult createQueryResult(List<Document> found, int batchSize) {
        return super.createQueryResult(found.stream().map(Document::clone).toList(), batchSize);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Object id = getIdField() == null ? UUID.randomUUID() : Utils.getSubdocumentValue(document, getIdField());
        documents.put(Missing.ofNullable(id), document);
        return id;
    }

    @Override
    protected void handleUpdate(Object id, Document before, Document after) {
        documents.put(Missing.ofNullable(id), after);
    }

    @Override
    protected void removeDocument(Object id) {
        documents.remove(Missing.ofNullable(id));
    }

    @Override
    protected Document getDocument(Object id) {
        return documents.get(Missing.ofNullable(id));
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream().map(e -> new DocumentWithPosition<>(e.getValue(), e.getKey()));
    }

    @Override
    public int count() {
        return documents.size();
    }

    // The library locks a collection for everything but these.

    @Override
    public synchronized int count(Document filter, int skip, int limit) {
        return super.count(filter, skip, limit);
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
    }

    // The size of the data would have to be computed, by encoding the document twice, at every update.

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {}

    @Override
    protected int getDataSize() {
        return 0;
    }
}
