package dev.ticketing.system.torture;

import dev.ticketing.system.history.RecordingClient;
import java.util.Random;
import java.util.UUID;

/** Signs up, now and then, and looks round. */
final class Newcomer implements Errand {

    private final Random random;

    Newcomer(Random random) {
        this.random = random;
    }

    @Override
    public void run(RecordingClient me) {
        me.signUp(UUID.randomUUID() + "@example.com", "correct horse");
        me.browse();
        Pauses.of(random, 1_000);
    }
}
