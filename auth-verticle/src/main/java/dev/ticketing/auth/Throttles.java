package dev.ticketing.auth;

import dev.ticketing.auth.domain.Throttle;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.DuplicateKeyException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Counts tries in MongoDB, for all instances together. Whom a count is about is stored as a hash: addresses of people who
 * are not our users are not ours to keep.
 */
final class Throttles {

    private static final int MAX_CONFLICTS = 8;
    private static final int CLEANED_AT_ONCE = 500;

    private final Documents documents;
    private final Clock clock;
    private final boolean on;

    /**
     * Prepares the counts.
     *
     * @param on whether anything is counted at all
     */
    Throttles(Documents documents, Clock clock, boolean on) {
        this.documents = documents;
        this.clock = clock;
        this.on = on;
    }

    Future<Void> ensureIndexes() {
        return documents.ensureIndex(new JsonObject().put("keptUntilMillis", 1), new IndexOptions());
    }

    /** Counts one more try; fails with {@link Failure.TooMany} when it is too early for it, which does not count. */
    Future<Void> admit(Limit limit, String whom) {
        return on ? admit(limit, key(limit, whom), 0) : Future.succeededFuture();
    }

    /** Takes the last try back: it was by who may. */
    Future<Void> forgive(Limit limit, String whom) {
        return on ? forgive(limit, key(limit, whom), 0) : Future.succeededFuture();
    }

    /** Whether there is a count. */
    Future<Boolean> knows(Limit limit, String whom) {
        return on ? find(key(limit, whom)).map(Counted::isStored) : Future.succeededFuture(false);
    }

    /** Begins a count anew, without a try so far. */
    Future<Void> reset(Limit limit, String whom) {
        if (!on) {
            return Future.succeededFuture();
        }
        var none = new Throttle(0, Instant.EPOCH, clock.instant());
        return find(key(limit, whom))
                .compose(found -> write(limit, found, none))
                .mapEmpty();
    }

    /** Forgets what nothing was tried of for so long that it does not matter any more; at most {@value #CLEANED_AT_ONCE}. */
    Future<?> clean() {
        var old = new JsonObject().put("keptUntilMillis", new JsonObject().put("$lt", clock.millis()));
        return documents
                .find(old, new JsonObject().put("keptUntilMillis", 1), CLEANED_AT_ONCE)
                .compose(found -> Future.join(found.stream()
                        .map(document -> documents.delete(new JsonObject()
                                .put("_id", document.getString("_id"))
                                .put("version", document.getLong("version"))))
                        .toList()));
    }

    private Future<Void> admit(Limit limit, String key, int conflicts) {
        return find(key).compose(found -> {
            var now = clock.instant();
            var wait = found.throttle.waitAt(now);
            return wait.isPresent()
                    ? tooEarly(wait.get())
                    : write(limit, found, found.throttle.tried(limit.rule(), now))
                            .compose(written -> written
                                    ? Future.succeededFuture()
                                    : again(conflicts, () -> admit(limit, key, conflicts + 1)));
        });
    }

    private Future<Void> forgive(Limit limit, String key, int conflicts) {
        return find(key)
                .compose(found -> !found.isStored()
                        ? Future.succeededFuture()
                        : write(limit, found, found.throttle.forgiven())
                                .compose(written -> written
                                        ? Future.succeededFuture()
                                        : again(conflicts, () -> forgive(limit, key, conflicts + 1))));
    }

    /** Who is this often at the same thing at the same moment has tried too often. */
    private static Future<Void> again(int conflicts, Supplier<Future<Void>> retry) {
        return conflicts < MAX_CONFLICTS ? retry.get() : tooEarly(Duration.ofSeconds(1));
    }

    private static Future<Void> tooEarly(Duration wait) {
        int seconds = (int) Math.max(1, wait.plusMillis(999).toSeconds());
        return Future.failedFuture(new Failure.TooMany("too many tries, wait a moment", seconds).asException());
    }

    private record Counted(String key, long version, Throttle throttle) {
        boolean isStored() {
            return version > 0;
        }
    }

    private Future<Counted> find(String key) {
        return documents.findOne(new JsonObject().put("_id", key)).map(found -> found.map(document -> new Counted(
                        key,
                        document.getLong("version"),
                        new Throttle(
                                document.getInteger("tries"),
                                Instant.ofEpochMilli(document.getLong("blockedUntilMillis")),
                                Instant.ofEpochMilli(document.getLong("lastAtMillis")))))
                .orElseGet(() -> new Counted(key, 0, Throttle.NONE)));
    }

    /** Whether nobody else was quicker. */
    private Future<Boolean> write(Limit limit, Counted counted, Throttle throttle) {
        var document = new JsonObject()
                .put("version", counted.version + 1)
                .put("tries", throttle.tries())
                .put("blockedUntilMillis", throttle.blockedUntil().toEpochMilli())
                .put("lastAtMillis", throttle.lastAt().toEpochMilli())
                .put("keptUntilMillis", throttle.lastAt().plus(limit.kept()).toEpochMilli());
        if (counted.isStored()) {
            var unchanged = new JsonObject().put("_id", counted.key).put("version", counted.version);
            return documents.update(unchanged, new JsonObject().put("$set", document));
        }
        return documents
                .insert(document.put("_id", counted.key))
                .map(true)
                .recover(failure -> failure instanceof DuplicateKeyException
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    private static String key(Limit limit, String whom) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(whom.getBytes(StandardCharsets.UTF_8));
            return limit.name() + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
