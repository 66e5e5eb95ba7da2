package dev.ticketing.expiration;

import dev.ticketing.expiration.domain.TimerChange;
import dev.ticketing.shared.domain.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Timers of orders in Redis: a sorted set by due time, and the leases of those that a poller has claimed and not yet
 * acknowledged. Times are compared by Redis' clock alone. An index, not the truth: orders' database has that.
 */
final class Timers {

    private static final LuaScript CLAIM = LuaScript.load("claim.lua");
    private static final LuaScript ACKNOWLEDGE = LuaScript.load("acknowledge.lua");
    private static final LuaScript REMOVE = LuaScript.load("remove.lua");
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int TIMEOUT_MILLIS = 2_000;

    /** Redis is starting, is a replica, or hung up: the last is the client's own, in the shape of a reply. */
    private static final List<String> AWAY = List.of("LOADING", "READONLY", "CONNECTION_CLOSED");

    // One hash tag, so that a Redis cluster keeps the three together and a script may touch them all.
    private static final String DUE = "{expiration}:due";
    private static final String LEASES = "{expiration}:leases";
    private static final String OWNERS = "{expiration}:owners";

    private final Redis redis;
    private final Duration lease;
    private final Counter added = Metrics.counter("timers.added");
    private final Counter reclaimed = Metrics.counter("timers.reclaimed");

    /**
     * Prepares timers.
     *
     * @param lease after how long a claimed and unacknowledged timer fires again
     */
    Timers(Redis redis, Duration lease) {
        this.redis = redis;
        this.lease = lease;
    }

    /** Does what an order's snapshot asks for. */
    Future<Void> apply(TimerChange change) {
        return change instanceof TimerChange.Set set ? set(set.orderId(), set.dueAt()) : remove(change.orderId());
    }

    private Future<Void> set(String orderId, Instant dueAt) {
        var request =
                Request.cmd(Command.ZADD).arg(DUE).arg(dueAt.toEpochMilli()).arg(orderId);
        return translated(redis.send(request))
                .onSuccess(count -> added.increment(count.toInteger()))
                .mapEmpty();
    }

    private Future<Void> remove(String orderId) {
        return translated(REMOVE.run(redis, List.of(DUE, LEASES, OWNERS), List.of(orderId)))
                .mapEmpty();
    }

    /**
     * A timer that is this poller's to fire.
     *
     * @param dueMillis when it should have fired; of one reclaimed, when it was claimed first
     */
    record Claimed(String orderId, long dueMillis) {}

    /** How many are set or claimed. */
    Future<Long> pending() {
        return translated(redis.send(Request.cmd(Command.ZCARD).arg(DUE)))
                .compose(due -> translated(redis.send(Request.cmd(Command.ZCARD).arg(LEASES)))
                        .map(leased -> due.toLong() + leased.toLong()));
    }

    /** Claims at most {@code limit} due timers under a token. */
    Future<List<Claimed>> claim(String token, int limit) {
        var arguments = List.of(token, Long.toString(lease.toMillis()), Integer.toString(limit));
        return translated(CLAIM.run(redis, List.of(DUE, LEASES, OWNERS), arguments))
                .map(claimed -> {
                    reclaimed.increment(claimed.get(0).toInteger());
                    return claimed(claimed.get(1), claimed.get(2));
                });
    }

    /** Ends the leases of timers that have fired, if they are still the token's; how many were. */
    Future<Integer> acknowledge(String token, List<String> orderIds) {
        var arguments = new ArrayList<String>();
        arguments.add(token);
        arguments.addAll(orderIds);
        return translated(ACKNOWLEDGE.run(redis, List.of(LEASES, OWNERS), arguments))
                .map(Response::toInteger);
    }

    /** How far Redis' clock is ahead of another one, in seconds, give or take half a round trip. */
    Future<Double> skewSeconds(Clock clock) {
        long askedMillis = clock.millis();
        return translated(redis.send(Request.cmd(Command.TIME))).map(time -> {
            long middleMillis = (askedMillis + clock.millis()) / 2;
            return time.get(0).toLong() + time.get(1).toLong() / 1e6 - middleMillis / 1e3;
        });
    }

    Future<Boolean> ping() {
        return redis.send(Request.cmd(Command.PING)).map(pong -> true);
    }

    private static List<Claimed> claimed(Response orders, Response dues) {
        return IntStream.range(0, orders.size())
                .mapToObj(i -> new Claimed(orders.get(i).toString(), dues.get(i).toLong()))
                .toList();
    }

    /** Whatever is not Redis' own objection to a command is an outage. */
    private static <T> Future<T> translated(Future<T> result) {
        return result.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof ErrorType error && AWAY.stream().noneMatch(error::is)
                                ? failure
                                : new Failure.Unavailable("the timers are out of reach", RETRY_AFTER_SECONDS)
                                        .asException()));
    }
}
