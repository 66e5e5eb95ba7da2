package dev.ticketing.shared.store;

import dev.ticketing.shared.domain.Aggregate;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a write with an event leaves in the document, so that the same can be said again: the version that the event
 * carried and its time. Writes without an event leave it as it is, for they show nothing new.
 */
final class SnapshotMark {

    /** The time and then the id: text that sorts by both and is never the same twice. */
    static final String KEY = "changedKey";

    private static final String VERSION = "snapshotVersion";
    private static final int TIME_DIGITS = 12;

    private SnapshotMark() {}

    static JsonObject of(Aggregate changed, Instant at) {
        return new JsonObject().put(VERSION, changed.version()).put(KEY, keyAt(at) + changed.id());
    }

    /** Where the keys of a time begin. */
    static String keyAt(Instant time) {
        return HexFormat.of().toHexDigits(time.toEpochMilli(), TIME_DIGITS);
    }

    /** Empty for a document from before there were marks. */
    static Optional<Instant> time(JsonObject document) {
        return Optional.ofNullable(document.getString(KEY))
                .map(key -> Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(key, 0, TIME_DIGITS)));
    }

    /** The document's own version where there is no mark. */
    static long version(JsonObject document) {
        return document.getLong(VERSION, document.getLong("version"));
    }
}
