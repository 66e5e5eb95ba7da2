package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Route.Field;
import dev.ticketing.system.Route.Kind;
import dev.ticketing.testkit.ApiClient.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A barrage of bodies at one operation; only what it acknowledges may be stored. */
final class Attack {

    private static final int CREATED = 201;

    private final Market market;
    private final Stored stored;
    private final Route route;
    private final Barrage barrage;
    private final AtomicLong created = new AtomicLong();

    Attack(Market market, Stored stored, Route route) {
        this.market = market;
        this.stored = stored;
        this.route = route;
        this.barrage = new Barrage(route);
    }

    /** Each takes a processor for a good part of a second; more at a time would be refused for being too many. */
    private static final int HASHES_SIDE_BY_SIDE = 4;

    /** Adds a body called JSON. */
    void add(String input, String json, Field field, Expected expected) {
        add(input, Map.of("content-type", "application/json"), Buffer.buffer(json), field, expected);
    }

    /** Adds a body with these headers; {@code field} is the one that is wrong, or null. */
    void add(String input, Map<String, String> headers, Buffer body, Field field, Expected expected) {
        barrage.add(input, () -> {
            var answer = send(headers, body);
            if (answer.status() == CREATED) {
                created.incrementAndGet();
            }
            expected.check(route, field == null ? null : field.name(), answer);
        });
    }

    /** Sends them all. */
    void launch() {
        long before = stored.count();
        if (route.fields().stream().anyMatch(field -> field.kind() == Kind.PASSWORD)) {
            barrage.fire(HASHES_SIDE_BY_SIDE);
        } else {
            barrage.fire();
        }
        assertThat(stored.count() - before)
                .as("%s: what is stored beyond what was acknowledged", route)
                .isEqualTo(created.get());
    }

    /** Sends one body. */
    Answer send(Map<String, String> headers, Buffer body) {
        return route.client(market).sendRaw(route.method(), route.path(), headers, body);
    }
}
