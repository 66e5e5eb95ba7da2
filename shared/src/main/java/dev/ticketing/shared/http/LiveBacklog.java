package dev.ticketing.shared.http;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;

/**
 * The latest events of this instance, numbered, as they go out: every stream reads from here at its own pace, so a slow
 * reader takes no memory of its own, and who was away resumes. What has been overwritten, or what the instance could not
 * hear, cannot be resumed over. One at a time may write; any thread may read.
 */
final class LiveBacklog {

    /** Long enough for any number that fits a long, and nothing longer. */
    private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})-([0-9]{1,18})");

    /** An event and its place. */
    record Entry(long number, Buffer text, Optional<String> onlyFor) {
        boolean isFor(Optional<String> user) {
            return onlyFor.isEmpty() || onlyFor.equals(user);
        }
    }

    private final String instance = UUID.randomUUID().toString();
    private final AtomicReferenceArray<Entry> entries;
    private volatile long first = 1;
    private volatile long last;

    LiveBacklog(int capacity) {
        entries = new AtomicReferenceArray<>(capacity);
    }

    void add(LiveEvent event) {
        long number = last + 1;
        var text = Buffer.buffer("id: " + id(number) + "\nevent: " + event.name() + "\ndata: "
                + event.data().encode() + "\n\n");
        // A reader who finds an entry gone must find that it cannot resume.
        first = Math.max(first, number - entries.length() + 1);
        entries.set(slot(number), new Entry(number, text, event.onlyFor()));
        last = number;
    }

    /** Events may have been missed here: nobody goes on from before. */
    void gap() {
        long missed = last + 1;
        last = missed;
        first = missed + 1;
    }

    /** The number of the newest event. */
    long last() {
        return last;
    }

    /** Whether all that followed a number is still here. */
    boolean resumesFrom(long number) {
        return number >= first - 1 && number <= last;
    }

    /** What follows a number; null when there is nothing, or it is gone by now. */
    Entry after(long number) {
        var entry = entries.get(slot(number + 1));
        return entry != null && entry.number == number + 1 ? entry : null;
    }

    /** For who cannot resume: whatever he shows, he loads again, and goes on from here. */
    Entry reset() {
        long now = last;
        return new Entry(now, Buffer.buffer("id: " + id(now) + "\nevent: reset\ndata: {}\n\n"), Optional.empty());
    }

    String id(long number) {
        return instance + "-" + number;
    }

    /** The number in an id of ours; -1, from which nobody resumes, for any other. */
    long numberOf(String id) {
        var matcher = ID.matcher(id);
        return matcher.matches() && matcher.group(1).equals(instance) ? Long.parseLong(matcher.group(2)) : -1;
    }

    private int slot(long number) {
        return (int) (number % entries.length());
    }
}
