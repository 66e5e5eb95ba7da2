package dev.ticketing.payments;

import dev.ticketing.payments.StripeBooks.Kind;
import dev.ticketing.payments.domain.Comparison;
import dev.ticketing.payments.domain.Listed;
import dev.ticketing.payments.domain.Position;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far the reconciliation has come, whose turn it is, and what it found that it cannot repair. */
final class ReconciliationStore {

    /** More than this are not looked after, nor counted. */
    static final int MAX_MISMATCHES = 1_000;

    private static final JsonObject PROGRESS = new JsonObject().put("_id", "reconciliation");

    private final Documents progress;
    private final Documents mismatches;

    /**
     * A turn that was taken.
     *
     * @param version the document's: whoever else takes the turn meanwhile makes the next save fail
     */
    record Turn(long version, Map<Kind, Position> positions) {

        Turn with(Kind kind, Position position) {
            var changed = new EnumMap<>(positions);
            changed.put(kind, position);
            return new Turn(version, changed);
        }
    }

    ReconciliationStore(Documents progress, Documents mismatches) {
        this.progress = progress;
        this.mismatches = mismatches;
    }

    Future<Void> ensureIndexes() {
        return mismatches.ensureIndex(new JsonObject().put("checkedAtMillis", 1), new IndexOptions());
    }

    /** Takes a turn until some time, unless somebody has it. The first of all begins now. */
    Future<Optional<Turn>> take(Instant now, Instant until) {
        return progress.findOne(PROGRESS).compose(found -> {
            if (found.isEmpty()) {
                return begin(now, until);
            } else if (found.get().getLong("takenUntilMillis") > now.toEpochMilli()) {
                return Future.succeededFuture(Optional.empty());
            }
            return save(read(found.get()), until);
        });
    }

    private Future<Optional<Turn>> begin(Instant now, Instant until) {
        var positions = new EnumMap<Kind, Position>(Kind.class);
        for (var kind : Kind.values()) {
            positions.put(kind, Position.since(now));
        }
        var turn = new Turn(1, positions);
        return progress.insertIfAbsent(document(turn, until).mergeIn(PROGRESS))
                .map(inserted -> inserted ? Optional.of(turn) : Optional.empty());
    }

    /** Saves how far it is, and keeps the turn until some time; empty when somebody else has it. */
    Future<Optional<Turn>> save(Turn turn, Instant until) {
        var next = new Turn(turn.version() + 1, turn.positions());
        return progress.update(
                        PROGRESS.copy().put("version", turn.version()),
                        new JsonObject().put("$set", document(next, until)))
                .map(matched -> matched ? Optional.of(next) : Optional.empty());
    }

    /** How long ago what was compared last was made. */
    Future<Long> behindSeconds(Instant now) {
        return progress.findOne(PROGRESS).map(found -> found.stream()
                .flatMap(document -> read(document).positions().values().stream())
                .mapToLong(position -> Duration.between(position.from(), now).toSeconds())
                .max()
                .orElse(0));
    }

    private static JsonObject document(Turn turn, Instant until) {
        var positions = new JsonObject();
        turn.positions().forEach((kind, position) -> {
            var each = new JsonObject().put("fromMillis", position.from().toEpochMilli());
            position.until().ifPresent(time -> each.put("untilMillis", time.toEpochMilli()));
            position.after().ifPresent(last -> each.put("after", last));
            positions.put(WireName.of(kind), each);
        });
        return new JsonObject()
                .put("version", turn.version())
                .put("takenUntilMillis", until.toEpochMilli())
                .put("positions", positions);
    }

    private static Turn read(JsonObject document) {
        var positions = new EnumMap<Kind, Position>(Kind.class);
        for (var kind : Kind.values()) {
            var each = document.getJsonObject("positions").getJsonObject(WireName.of(kind));
            positions.put(
                    kind,
                    new Position(
                            Instant.ofEpochMilli(each.getLong("fromMillis")),
                            Optional.ofNullable(each.getLong("untilMillis")).map(Instant::ofEpochMilli),
                            Optional.ofNullable(each.getString("after"))));
        }
        return new Turn(document.getLong("version"), positions);
    }

    /** Notes a mismatch; whether it is a new one. */
    Future<Boolean> note(Comparison kind, Listed listed, Instant now) {
        return mismatches.insertIfAbsent(new JsonObject()
                .put("_id", WireName.of(kind) + ":" + listed.intentId())
                .put("kind", WireName.of(kind))
                .put("stripeId", listed.intentId())
                .put("orderId", listed.orderId().orElse(""))
                .put("amountCents", listed.amountCents())
                .put("currency", listed.currency())
                .put("since", now.toString())
                .put("checkedAtMillis", now.toEpochMilli())
                .put("dismissed", false));
    }

    /** What was found and is still so, checked longest ago first. */
    Future<List<JsonObject>> mismatches(int limit) {
        return mismatches.find(new JsonObject(), new JsonObject().put("checkedAtMillis", 1), limit);
    }

    Future<Void> stillSo(String id, Instant now) {
        return mismatches
                .update(
                        new JsonObject().put("_id", id),
                        new JsonObject().put("$set", new JsonObject().put("checkedAtMillis", now.toEpochMilli())))
                .mapEmpty();
    }

    /** It is no longer so. */
    Future<Void> forget(String id) {
        return mismatches.deleteAll(new JsonObject().put("_id", id));
    }

    /** An operator knows of it; whether there is one. */
    Future<Boolean> dismiss(String id) {
        return mismatches.update(
                new JsonObject().put("_id", id), new JsonObject().put("$set", new JsonObject().put("dismissed", true)));
    }
}
