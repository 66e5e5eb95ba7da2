package dev.ticketing.stripesimulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: while one batch is being written and synced by the one writer thread, entries gather for the next, and
 * one sync serves them all. Used on one event loop only.
 *
 * <p>A write that fails is final: memory is then ahead of the disk, so everything afterwards fails as well.
 */
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final WorkerExecutor writer;
    private final LedgerFile file;
    private long number;
    private ByteArrayOutputStream gathering = new ByteArrayOutputStream();
    private Promise<Void> nextBatch = Promise.promise();
    private Future<Void> inFlight = Future.succeededFuture();

    private Ledger(WorkerExecutor writer, LedgerFile file) {
        this.writer = writer;
        this.file = file;
        this.number = file == null ? 0 : file.lines();
    }

    /** Without a path, a ledger that keeps nothing. The entries already there are handed over on the writer thread. */
    static Future<Ledger> open(Vertx vertx, Optional<Path> path, Consumer<LedgerEntry> replay) {
        if (path.isEmpty()) {
            return Future.succeededFuture(new Ledger(null, null));
        }
        WorkerExecutor writer =
                vertx.createSharedWorkerExecutor("stripe-ledger-" + path.get().toAbsolutePath(), 1);
        return writer.executeBlocking(() -> new Ledger(writer, LedgerFile.open(path.get(), replay)))
                .onFailure(problem -> writer.close());
    }

    void append(LedgerEntry entry) {
        if (file == null) {
            return;
        }
        number++;
        gathering.writeBytes(LedgerLine.encode(number, entry));
        if (inFlight.isComplete()) {
            writeBatch();
        }
    }

    /** Succeeds when everything appended so far is on the disk. */
    Future<Void> durable() {
        return gathering.size() > 0 ? nextBatch.future() : inFlight;
    }

    Future<Void> close() {
        if (file == null) {
            return Future.succeededFuture();
        }
        return durable()
                .eventually(() -> writer.executeBlocking(() -> {
                    file.close();
                    return null;
                }))
                .eventually(writer::close);
    }

    private void writeBatch() {
        if (inFlight.failed()) {
            nextBatch.tryFail(inFlight.cause());
            gathering.reset();
            return;
        }
        byte[] bytes = gathering.toByteArray();
        Promise<Void> batch = nextBatch;
        gathering = new ByteArrayOutputStream();
        nextBatch = Promise.promise();
        inFlight = batch.future();
        writer.executeBlocking(() -> write(bytes)).onComplete(written -> {
            if (written.succeeded()) {
                batch.complete();
            } else {
                LOG.error("The ledger cannot be written; every request fails from now on", written.cause());
                batch.fail(written.cause());
            }
            if (gathering.size() > 0) {
                writeBatch();
            }
        });
    }

    private Void write(byte[] bytes) throws IOException {
        file.append(bytes);
        return null;
    }
}
