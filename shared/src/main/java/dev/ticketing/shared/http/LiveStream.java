package dev.ticketing.shared.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One listener's stream. It remembers how far it has told and reads the rest from the backlog as the listener takes it:
 * who is too slow for the backlog is told to load again, who takes nothing at all is cut off. Belongs to one event loop.
 */
final class LiveStream {

    /** Less than proxies, and our own idle timeout, take for the end. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** How long a listener may take nothing at all. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    private final LiveBacklog backlog;
    private final WriteStream<Buffer> out;
    private final Runnable cutting;
    private final Optional<String> user;
    private final Instant until;
    private final boolean once;
    private long told;
    private Instant lastWrite;
    private Instant fullSince = Instant.MAX;
    private boolean ended;

    /**
     * Begins a stream.
     *
     * @param cutting closes the connection, whatever is still on its way
     * @param user whose events it has beside everybody's
     * @param until when the session ends, and the stream with it
     * @param once whether it ends as soon as it has told what there is
     * @param from the number of the event that was told last
     */
    LiveStream(
            LiveBacklog backlog,
            WriteStream<Buffer> out,
            Runnable cutting,
            Optional<String> user,
            Instant until,
            boolean once,
            long from,
            Instant now) {
        this.backlog = backlog;
        this.out = out;
        this.cutting = cutting;
        this.user = user;
        this.until = until;
        this.once = once;
        this.told = from;
        this.lastWrite = now;
        out.drainHandler(drained -> {
            fullSince = Instant.MAX;
            pump(lastWrite);
        });
    }

    Optional<String> user() {
        return user;
    }

    /** Tells what there is to tell, as far as the listener takes it. */
    void pump(Instant now) {
        while (!ended && !out.writeQueueFull()) {
            if (!backlog.resumesFrom(told)) {
                tell(backlog.reset(), now);
            } else if (told == backlog.last()) {
                if (once) {
                    end();
                }
                return;
            } else {
                // Null when it was overwritten just now: then it can no longer be resumed from here.
                var next = backlog.after(told);
                if (next != null) {
                    tell(next, now);
                }
            }
        }
    }

    /** Keeps the connection alive or ends it; to be asked every second. True when the listener takes nothing. */
    boolean isStuck(Instant now) {
        if (out.writeQueueFull()) {
            fullSince = fullSince.equals(Instant.MAX) ? now : fullSince;
            return Duration.between(fullSince, now).compareTo(PATIENCE) >= 0;
        } else if (!now.isBefore(until)) {
            end();
        } else if (Duration.between(lastWrite, now).compareTo(HEARTBEAT) >= 0) {
            write(COMMENT, now);
        }
        return false;
    }

    /** Ends it as one that is to be asked for again. */
    void end() {
        if (!ended) {
            ended = true;
            out.end();
        }
    }

    /** Ends it; the listener comes again after so long. */
    void end(int retryMillis) {
        if (!ended) {
            ended = true;
            out.end(Buffer.buffer("retry: " + retryMillis + "\n\n"));
        }
    }

    /** Ends it at once: the listener does not listen. */
    void cut() {
        ended = true;
        cutting.run();
    }

    private void tell(LiveBacklog.Entry entry, Instant now) {
        told = entry.number();
        if (entry.isFor(user)) {
            write(entry.text(), now);
        }
    }

    private void write(Buffer text, Instant now) {
        lastWrite = now;
        out.write(text);
    }
}
