package dev.ticketing.backends;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVStore;

/**
 * A server that speaks MongoDB's wire protocol, on an ephemeral port of the loopback interface. On a
 * directory, what it has acknowledged survives the death of the process.
 */
public final class EmbeddedMongo implements AutoCloseable {

    /** Commands block their thread until they are committed: more threads, more commands per commit. */
    private static final int WORKER_THREADS = 40;

    private static final int CACHE_MEGABYTES = 16;

    /** Small pages: every commit writes whole pages, and an update touches one document. */
    private static final int PAGE_BYTES = 4 * 1024;

    private final LongAdder documentsExamined = new LongAdder();
    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedMongo(MVStore store) {
        server = new MongoServer(new StoreBackend(store, documentsExamined));
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, WORKER_THREADS);
        address = server.getLocalAddress();
    }

    /** Starts an empty server whose data end with it. */
    public static EmbeddedMongo inMemory() {
        return new EmbeddedMongo(new MVStore.Builder().open());
    }

    /**
     * Starts a server with the data in a directory, which it creates if it is missing and which nobody else
     * may use.
     */
    public static EmbeddedMongo on(Path directory) {
        OwnerOnly.createDirectory(directory);
        Path file = OwnerOnly.createFile(directory.resolve("mongo.mv"));
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES)
                .pageSplitSize(PAGE_BYTES)
                .open();
        // Else the space of old versions is kept for 45 s, in case someone reads them, and the file grows
        // fivefold.
        store.setRetentionTime(0);
        return new EmbeddedMongo(store);
    }

    /** The connection string, without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    /** How many documents have been compared with a filter so far: what the indexes have not spared. */
    long documentsExamined() {
        return documentsExamined.sum();
    }

    /** Ends every connection, then writes what is left to the file. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
