package dev.ticketing.shared.http;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The streams whose connections one event loop has. Only that loop touches them; what there is to do is sent to it. */
final class LiveLoop {

    /** So many are served in one go; then others have their turn on the loop. */
    private static final int SLICE = 256;

    private final Context context;
    private final Set<LiveStream> streams = new LinkedHashSet<>();
    private final AtomicBoolean awake = new AtomicBoolean();

    LiveLoop(Context context) {
        this.context = context;
    }

    void add(LiveStream stream) {
        streams.add(stream);
    }

    void remove(LiveStream stream) {
        streams.remove(stream);
    }

    /** Has each stream do something that may be done late but not seldom: what comes meanwhile is done in one. */
    void wake(Consumer<LiveStream> action) {
        if (awake.compareAndSet(false, true)) {
            context.runOnContext(go -> {
                awake.set(false);
                slice(List.copyOf(streams), 0, action);
            });
        }
    }

    /** Has each stream do something. */
    void each(Consumer<LiveStream> action) {
        context.runOnContext(go -> slice(new ArrayList<>(streams), 0, action));
    }

    private void slice(List<LiveStream> all, int from, Consumer<LiveStream> action) {
        int to = Math.min(from + SLICE, all.size());
        all.subList(from, to).forEach(action);
        if (to < all.size()) {
            context.runOnContext(go -> slice(all, to, action));
        }
    }
}
