package dev.ticketing.system.simulation;

import java.time.Instant;

/** The time, which only ever jumps forward. Redis has its own, which may be wrong. */
final class Clock {

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private long redisSkewMillis;

    Instant now() {
        return now;
    }

    long redisMillis() {
        return now.toEpochMilli() + redisSkewMillis;
    }

    void advance(long millis) {
        now = now.plusMillis(millis);
    }

    void skewRedis(long millis) {
        redisSkewMillis = millis;
    }
}
