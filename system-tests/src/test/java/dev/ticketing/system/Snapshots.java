package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The operator's command to publish an owner's snapshots once more. */
public final class Snapshots {

    private static final JsonObject EVERYTHING = new JsonObject();

    private Snapshots() {}

    /**
     * Has an owner publish them all, and waits until it has.
     *
     * @param operator a client of its management port
     */
    public static void publishAll(ApiClient operator, String owner, Duration atMost) {
        operator.post("/snapshots/" + owner, EVERYTHING).expect(202);
        Eventually.holdsWithin(atMost, () -> assertThat(operator.get("/snapshots")
                        .expect(200)
                        .array()
                        .getJsonObject(0)
                        .getString("state"))
                .isEqualTo("done"));
    }
}
