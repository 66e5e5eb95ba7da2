package dev.ticketing.system.history;

import dev.ticketing.shared.domain.Currency;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One call of one client.
 *
 * @param who the user's id, or the address of one who signs up
 * @param ticketId empty when it is about none, or not known yet
 * @param orderId empty when it is about none, or not known yet
 * @param sent the arguments
 * @param reply empty until it has come, and for ever where the client was given no answer
 */
public record Call(
        int number,
        String who,
        Action action,
        String ticketId,
        String orderId,
        JsonObject sent,
        Instant invokedAt,
        Optional<Reply> reply) {

    /**
     * What a client was given.
     *
     * @param status of the HTTP answer; 0 where there was none
     * @param body empty where there was none
     */
    public record Reply(Instant at, Outcome outcome, int status, JsonObject body) {}

    /** A call that nobody has answered is unknown. */
    public Outcome outcome() {
        return reply.map(Reply::outcome).orElse(Outcome.UNKNOWN);
    }

    public boolean isOk() {
        return outcome() == Outcome.OK;
    }

    boolean mayHaveHappened() {
        return outcome() != Outcome.FAIL;
    }

    int status() {
        return reply.map(Reply::status).orElse(0);
    }

    /** Empty where there was none. */
    public JsonObject body() {
        return reply.map(Reply::body).orElseGet(JsonObject::new);
    }

    Instant returnedAt() {
        return reply.map(Reply::at).orElse(Instant.MAX);
    }

    /** How long its client had to wait. */
    public Duration duration() {
        return reply.map(answer -> Duration.between(invokedAt, answer.at()))
                .orElse(Duration.ofSeconds(Long.MAX_VALUE / 2));
    }

    /** The order that it is about, or that came of it. */
    public String order() {
        return action == Action.ORDER ? body().getString("id", "") : orderId;
    }

    /** The ticket that it is about, or that came of it. */
    String ticket() {
        return action == Action.LIST ? body().getString("id", "") : ticketId;
    }

    boolean isAbout(String id) {
        return !id.isEmpty() && (id.equals(ticket()) || id.equals(order()) || id.equals(who));
    }

    /** An amount of the arguments or of an answer; -1 where there is none. */
    static long cents(JsonObject json, String name) {
        return Optional.ofNullable(json.getNumber(name))
                .map(amount -> Currency.DEFAULT.toCents(amount).orElse(-1))
                .orElse(-1L);
    }

    /** One line. */
    @Override
    public String toString() {
        var came = reply.map(answer -> "%s %d after %d ms %s"
                        .formatted(answer.outcome(), answer.status(), duration().toMillis(), answer.body()))
                .orElse("no answer");
        return "#%d %s %s %s %s -> %s"
                .formatted(
                        number,
                        invokedAt,
                        who,
                        action.name().toLowerCase(Locale.ROOT),
                        sent.copy().put("ticket", ticketId).put("order", orderId),
                        came);
    }
}
