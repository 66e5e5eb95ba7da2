package dev.ticketing.shared.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ticketing.shared.domain.Failure;
import io.github.bucket4j.Bucket;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How many writes one client may make: a token bucket each. A process counts for itself; what must hold for all of them
 * together is counted in a database. Reads are not counted.
 */
public final class RateLimits {

    static final Set<HttpMethod> WRITES = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private static final int MAX_CLIENTS = 100_000;

    private final Cache<String, Bucket> buckets;
    private final Function<String, Bucket> newBucket;
    private final boolean on;

    private RateLimits(boolean on, int perSecond, int burst) {
        this.on = on;
        // A bucket that nobody has touched for so long is full again.
        var refill = Duration.ofSeconds(burst / perSecond + 1L);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_CLIENTS)
                .expireAfterAccess(refill)
                .build();
        this.newBucket = client -> Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** For all who share an address, which may be a whole office: 20 a second, 200 at once. */
    public static RateLimits perAddress(DoorSettings settings) {
        return new RateLimits(settings.rateLimits(), 20, 200);
    }

    /** For one user: 5 a second, 50 at once. */
    static RateLimits perUser(DoorSettings settings) {
        return new RateLimits(settings.rateLimits(), 5, 50);
    }

    /** Lets a request pass, or fails it with {@link Failure.TooMany}. */
    void admit(RoutingContext context, String client) {
        if (!on || !WRITES.contains(context.request().method())) {
            context.next();
            return;
        }
        var taken = buckets.get(client, newBucket).tryConsumeAndReturnRemaining(1);
        if (taken.isConsumed()) {
            context.next();
        } else {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(taken.getNanosToWaitForRefill()) + 1;
            context.fail(new Failure.TooMany("too many requests", (int) seconds).asException());
        }
    }
}
