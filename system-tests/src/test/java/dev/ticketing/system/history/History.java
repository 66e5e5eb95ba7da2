package dev.ticketing.system.history;

import dev.ticketing.system.history.Call.Reply;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What clients asked and were told, kept where no killed process can lose it. Many threads may write; it holds at most
 * {@value #MAX_CALLS} calls and refuses more.
 */
public final class History {

    static final int MAX_CALLS = 1_000_000;

    private final InstantSource clock;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<Integer, Call> calls = new ConcurrentSkipListMap<>();

    /** An empty one, whose times are as fine as the system's clock. */
    public History() {
        this(InstantSource.system());
    }

    History(InstantSource clock) {
        this.clock = clock;
    }

    /** Before it is sent; whoever is not told anything after that has an unknown call in it. */
    public Call invoke(String who, Action action, String ticketId, String orderId, JsonObject sent) {
        int number = next.getAndIncrement();
        if (number >= MAX_CALLS) {
            throw new IllegalStateException("a history holds at most " + MAX_CALLS + " calls");
        }
        var call = new Call(number, who, action, ticketId, orderId, sent, clock.instant(), Optional.empty());
        calls.put(number, call);
        return call;
    }

    /** An HTTP answer has come. */
    public Call answered(Call call, int status, JsonObject body) {
        return end(call, outcomeOf(call.action(), status), status, body);
    }

    /** No answer will come: a timeout, a broken connection. */
    public Call lost(Call call, Throwable why) {
        var outcome = call.action().isRead() ? Outcome.FAIL : Outcome.UNKNOWN;
        return end(call, outcome, 0, new JsonObject().put("lost", String.valueOf(why)));
    }

    /** All calls in the order of their invocations. */
    public List<Call> calls() {
        return List.copyOf(calls.values());
    }

    /** How many calls of each kind ended how. */
    public Map<String, Long> figures() {
        return calls.values().stream()
                .collect(Collectors.groupingBy(
                        call -> call.action() + " " + call.outcome() + (call.status() == 0 ? "" : " " + call.status()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** The answered call that took longest. */
    public Optional<Call> longest() {
        return calls.values().stream()
                .filter(call -> call.reply().isPresent())
                .max(Comparator.comparing(Call::duration));
    }

    private Call end(Call call, Outcome outcome, int status, JsonObject body) {
        var reply = new Reply(clock.instant(), outcome, status, body);
        var ended = new Call(
                call.number(),
                call.who(),
                call.action(),
                call.ticketId(),
                call.orderId(),
                call.sent(),
                call.invokedAt(),
                Optional.of(reply));
        calls.put(call.number(), ended);
        return ended;
    }

    /** A 5xx says nothing about the effect of a write. */
    private static Outcome outcomeOf(Action action, int status) {
        if (status >= 500) {
            return action.isRead() ? Outcome.FAIL : Outcome.UNKNOWN;
        }
        return status < 300 ? Outcome.OK : Outcome.FAIL;
    }
}
