package dev.ticketing.backends;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVStore;

/**
 * Executes commands on an MVStore. No reply leaves before all it tells of is committed, see {@link
 * GroupCommit}.
 */
final class StoreBackend extends AbstractMongoBackend {

    /** Commands that change nothing. A command that is missing here costs a commit of nothing, no more. */
    private static final Set<String> READS =
            Set.of("find", "getmore", "count", "distinct", "hello", "ismaster", "ping", "buildinfo", "endsessions");

    private final MVStore store;
    private final GroupCommit commits;
    private final LongAdder documentsExamined;
    private final Map<String, StoreDatabase> opened = new ConcurrentHashMap<>();

    StoreBackend(MVStore store, LongAdder documentsExamined) {
        this.store = store;
        this.documentsExamined = documentsExamined;
        // In memory there is nothing to commit to: the newest version is the only one.
        this.commits = new GroupCommit(store.getFileStore() == null ? () -> {} : store::commit);
        StoreDatabase.namesIn(store).forEach(this::resolveDatabase);
        store.commit();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        try {
            return READS.contains(command.toLowerCase(Locale.ROOT))
                    ? super.handleCommand(channel, database, command, query)
                    : commits.change(() -> super.handleCommand(channel, database, command, query));
        } finally {
            // In any case: a refusal, such as a duplicate key, tells of someone else's change.
            commits.await();
        }
    }

    /** The superclass opens every database again to list them; there must be only one of each. */
    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return opened.computeIfAbsent(
                name, missing -> new StoreDatabase(missing, store, getCursorRegistry(), documentsExamined));
    }

    @Override
    public void dropDatabase(String name) {
        super.dropDatabase(name);
        opened.remove(name);
    }

    @Override
    public void close() {
        super.close();
        store.close();
    }
}
