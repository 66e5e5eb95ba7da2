package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who is told what, how fast, and until when. */
class LiveStreamTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final int CAPACITY = 8;

    private final LiveBacklog backlog = new LiveBacklog(CAPACITY);
    private final Listener listener = new Listener();

    @Test
    void everybodys_events_go_to_everybody_and_a_users_to_that_user_alone() {
        var buyer = stream(Optional.of("buyer"), 0);
        var others = new Listener();
        var other = stream(others, Optional.of("other"), 0);
        var nobodys = new Listener();
        var nobody = stream(nobodys, Optional.empty(), 0);
        add("ticket", Optional.empty());
        add("order", Optional.of("buyer"));
        for (var stream : List.of(buyer, other, nobody)) {
            stream.pump(NOW);
        }
        assertThat(listener.events()).containsExactly("ticket", "order");
        assertThat(others.events()).containsExactly("ticket");
        assertThat(nobodys.events()).containsExactly("ticket");
    }

    @Test
    void a_listener_who_takes_no_more_gets_the_rest_when_it_does_and_nothing_is_kept_for_it() {
        var stream = stream(Optional.empty(), 0);
        add("first", Optional.empty());
        stream.pump(NOW);
        listener.full = true;
        add("second", Optional.empty());
        add("third", Optional.empty());
        stream.pump(NOW);
        assertThat(listener.events()).containsExactly("first");
        listener.drain();
        assertThat(listener.events()).containsExactly("first", "second", "third");
    }

    @Test
    void a_listener_who_is_slower_than_the_backlog_is_told_to_load_again() {
        var stream = stream(Optional.empty(), 0);
        listener.full = true;
        for (int i = 0; i <= CAPACITY; i++) {
            add("ticket", Optional.empty());
            stream.pump(NOW);
        }
        listener.drain();
        assertThat(listener.events()).containsExactly("reset");
        add("next", Optional.empty());
        stream.pump(NOW);
        assertThat(listener.events()).containsExactly("reset", "next");
    }

    @Test
    void a_gap_resets_once() {
        var stream = stream(Optional.empty(), 0);
        backlog.gap();
        stream.pump(NOW);
        stream.pump(NOW);
        assertThat(listener.events()).containsExactly("reset");
    }

    @Test
    void a_listener_who_takes_nothing_is_stuck_after_a_while_and_one_who_takes_something_is_not() {
        var stream = stream(Optional.empty(), 0);
        listener.full = true;
        assertThat(stream.isStuck(NOW)).isFalse();
        assertThat(stream.isStuck(NOW.plus(LiveStream.PATIENCE).minusMillis(1))).isFalse();
        listener.drain();
        listener.full = true;
        assertThat(stream.isStuck(NOW.plus(LiveStream.PATIENCE))).isFalse();
        assertThat(stream.isStuck(NOW.plus(LiveStream.PATIENCE.multipliedBy(2))))
                .isTrue();
    }

    @Test
    void silence_is_broken_by_a_comment() {
        var stream = stream(Optional.empty(), 0);
        stream.isStuck(NOW.plus(LiveStream.HEARTBEAT).minusMillis(1));
        assertThat(listener.text).isEmpty();
        stream.isStuck(NOW.plus(LiveStream.HEARTBEAT));
        stream.isStuck(NOW.plus(LiveStream.HEARTBEAT).plusSeconds(1));
        assertThat(listener.text).hasToString(":\n\n");
    }

    @Test
    void it_ends_with_the_session_and_says_nothing_more() {
        var stream = stream(Optional.of("buyer"), 0);
        stream.isStuck(NOW.plus(Duration.ofMinutes(15)).minusMillis(1));
        assertThat(listener.ended).isFalse();
        stream.isStuck(NOW.plus(Duration.ofMinutes(15)));
        assertThat(listener.ended).isTrue();
        add("ticket", Optional.empty());
        stream.pump(NOW);
        stream.end();
        assertThat(listener.events()).isEmpty();
    }

    @Test
    void who_asks_once_gets_what_there_is_and_the_end() {
        add("first", Optional.empty());
        add("second", Optional.empty());
        var stream = new LiveStream(backlog, listener, () -> {}, Optional.empty(), Instant.MAX, true, 1, NOW);
        stream.pump(NOW);
        assertThat(listener.events()).containsExactly("second");
        assertThat(listener.ended).isTrue();
    }

    private LiveStream stream(Optional<String> user, long from) {
        return stream(listener, user, from);
    }

    private LiveStream stream(Listener to, Optional<String> user, long from) {
        var until = NOW.plus(Duration.ofMinutes(15));
        return new LiveStream(backlog, to, () -> {}, user, until, false, from, NOW);
    }

    private void add(String name, Optional<String> onlyFor) {
        backlog.add(new LiveEvent(name, "t", 1, new JsonObject(), onlyFor));
    }

    /** What arrives. */
    private static final class Listener implements WriteStream<Buffer> {

        private static final Pattern EVENT = Pattern.compile("event: (\\w+)");

        private final StringBuilder text = new StringBuilder();
        private Handler<Void> drained;
        private boolean full;
        private boolean ended;

        List<String> events() {
            var names = new ArrayList<String>();
            EVENT.matcher(text).results().forEach(match -> names.add(match.group(1)));
            return names;
        }

        void drain() {
            full = false;
            drained.handle(null);
        }

        @Override
        public Future<Void> write(Buffer data) {
            assertThat(ended).isFalse();
            text.append(data);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            assertThat(ended).isFalse();
            ended = true;
            return Future.succeededFuture();
        }

        @Override
        public boolean writeQueueFull() {
            return full;
        }

        @Override
        public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
            drained = handler;
            return this;
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }
    }
}
