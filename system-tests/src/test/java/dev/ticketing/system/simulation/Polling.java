package dev.ticketing.system.simulation;

import java.util.ArrayList;
import java.util.List;

/** TimerPoller: claims what is due, publishes it, acknowledges what was confirmed. */
final class Polling extends Activity {

    private static final int BATCH = 3;

    private final List<String> confirmed = new ArrayList<>(BATCH);
    private List<String> claimed;
    private int next;

    Polling(World world, Choice start) {
        super(world, start, Service.EXPIRATION);
    }

    @Override
    boolean isPublishing() {
        return claimed != null && next < claimed.size();
    }

    @Override
    boolean step(Outcome outcome) {
        if (claimed == null) {
            claimed = world().timers().claim(number(), BATCH);
            world().tell(() -> "poller claims " + claimed);
        } else if (isPublishing()) {
            publish(claimed.get(next++), outcome);
        } else {
            world().timers().acknowledge(number(), confirmed);
            world().tell(() -> "poller acknowledges " + confirmed);
            finish();
        }
        return true;
    }

    private void publish(String id, Outcome outcome) {
        boolean stored = outcome != Outcome.LOST
                && world().broker()
                        .publish(Message.timerFired(id, world().clock().now()));
        world().tell(() -> "poller publishes expiration.complete " + id + (stored ? "" : ", which gets lost"));
        if (stored && outcome == Outcome.DONE) {
            confirmed.add(id);
        }
    }
}
