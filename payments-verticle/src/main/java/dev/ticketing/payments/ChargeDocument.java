package dev.ticketing.payments;

import dev.ticketing.payments.domain.Attempts;
import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.Challenge;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Intent;
import dev.ticketing.payments.domain.OrderReplica;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.DocumentMapping;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A charge as a document. */
final class ChargeDocument implements DocumentMapping<Charge> {

    /** Of orders from before payments kept it; the default of the setting. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Override
    public JsonObject toDocument(Charge charge) {
        return FundsDocument.write(charge.funds())
                .put("order", order(charge.order()))
                .put("currency", charge.currency())
                .put("status", WireName.of(charge.status()))
                .put("intentId", charge.intent().id().orElse(null))
                .put("intentClosed", charge.intent().closed())
                .put("attempts", attempts(charge.attempts()))
                .put("refundId", charge.refundId().orElse(null))
                .put("unpostedSinceMillis", unpostedSinceMillis(charge))
                .put(
                        "workDueAtMillis",
                        charge.workDueAt().map(Instant::toEpochMilli).orElse(null));
    }

    private static Long unpostedSinceMillis(Charge charge) {
        var unposted = charge.ledger().unposted();
        return unposted.isEmpty() ? null : unposted.get(0).entry().at().toEpochMilli();
    }

    @Override
    public Charge fromDocument(String id, long version, JsonObject document) {
        var order = order(document.getJsonObject("order"));
        return new Charge(
                id,
                version,
                order,
                document.getString("currency"),
                WireName.read(Status.class, document.getString("status")),
                new Intent(Optional.ofNullable(document.getString("intentId")), document.getBoolean("intentClosed")),
                attempts(document.getJsonObject("attempts")),
                FundsDocument.read(document, order),
                Optional.ofNullable(document.getLong("workDueAtMillis")).map(Instant::ofEpochMilli));
    }

    private static JsonObject order(OrderReplica order) {
        return new JsonObject()
                .put("version", order.version())
                .put("buyerId", order.buyerId())
                .put("status", WireName.of(order.status()))
                .put("expiresAtMillis", order.expiresAt().toEpochMilli())
                .put("dueAtMillis", order.dueAt().toEpochMilli())
                .put("amountCents", order.amountCents());
    }

    private static OrderReplica order(JsonObject document) {
        long expiresAtMillis = document.getLong("expiresAtMillis");
        return new OrderReplica(
                document.getLong("version"),
                document.getString("buyerId"),
                WireName.read(OrderSnapshot.Status.class, document.getString("status")),
                Instant.ofEpochMilli(expiresAtMillis),
                Instant.ofEpochMilli(document.getLong("dueAtMillis", expiresAtMillis + GRACE.toMillis())),
                document.getLong("amountCents"));
    }

    private static JsonObject attempts(Attempts attempts) {
        var document = new JsonObject().put("started", attempts.started()).put("declines", attempts.declines());
        attempts.open().ifPresent(open -> document.put("open", attempt(open)));
        attempts.lastFailed()
                .ifPresent(failed -> document.put(
                        "lastFailed",
                        new JsonObject()
                                .put("number", failed.number())
                                .put("declined", failed.declined())
                                .put("message", failed.message())));
        return document;
    }

    private static Attempts attempts(JsonObject document) {
        return new Attempts(
                document.getInteger("started"),
                document.getInteger("declines"),
                Optional.ofNullable(document.getJsonObject("open")).map(ChargeDocument::attempt),
                Optional.ofNullable(document.getJsonObject("lastFailed"))
                        .map(failed -> new FailedAttempt(
                                failed.getInteger("number"),
                                failed.getBoolean("declined"),
                                failed.getString("message"))));
    }

    private static JsonObject attempt(Attempt attempt) {
        var document = new JsonObject()
                .put("number", attempt.number())
                .put("token", attempt.token())
                .put("returnUrl", attempt.returnUrl());
        attempt.challenge().ifPresent(challenge -> {
            var asked = new JsonObject().put("clientSecret", challenge.clientSecret());
            challenge.redirectUrl().ifPresent(url -> asked.put("redirectUrl", url));
            document.put("challenge", asked);
        });
        return document;
    }

    private static Attempt attempt(JsonObject document) {
        return new Attempt(
                document.getInteger("number"),
                document.getString("token"),
                document.getString("returnUrl", ""),
                Optional.ofNullable(document.getJsonObject("challenge"))
                        .map(asked -> new Challenge(
                                asked.getString("clientSecret"), Optional.ofNullable(asked.getString("redirectUrl")))));
    }
}
