package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.List;

/** What orders knows of tickets, as its database has it. */
final class Replicated implements AutoCloseable {

    private final MongoClient orders;

    Replicated(FaultyMarket market) {
        orders = market.backends().mongo("orders");
    }

    /** Waits until orders knows each ticket in the version given or a newer one. */
    void await(List<JsonObject> tickets, Duration bound) {
        Eventually.holdsWithin(bound, () -> {
            for (var ticket : tickets) {
                assertThat(version(ticket)).isGreaterThanOrEqualTo(ticket.getLong("version"));
            }
        });
    }

    void await(JsonObject ticket, Duration bound) {
        await(List.of(ticket), bound);
    }

    /** 0 when it is unknown. */
    long version(JsonObject ticket) {
        var replica = replica(ticket);
        return replica == null ? 0 : replica.getLong("version");
    }

    long priceCents(JsonObject ticket) {
        return replica(ticket).getLong("priceCents");
    }

    /** How many of them orders knows. */
    long count(List<JsonObject> tickets) {
        var ids = new JsonArray(
                tickets.stream().map(ticket -> ticket.getString("id")).toList());
        var known = new JsonObject().put("_id", new JsonObject().put("$in", ids));
        return Eventually.await(orders.count("tickets", known));
    }

    @Override
    public void close() {
        Eventually.await(orders.close());
    }

    private JsonObject replica(JsonObject ticket) {
        return Eventually.await(orders.findOne("tickets", new JsonObject().put("_id", ticket.getString("id")), null));
    }
}
