package dev.ticketing.expiration;

import dev.ticketing.expiration.domain.TimerChange;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The expiration context: timers. */
public final class ExpirationVerticle extends ContextVerticle {

    private static final int MAX_CONNECTIONS = 8;

    /** Above what the consumer's prefetch and one poll can ask for at a time. */
    private static final int MAX_WAITING = 1_024;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final ExpirationSettings settings;
    private Timers timers;

    /** Reads its settings, noting what is wrong with them in the environment. */
    public ExpirationVerticle(Environment environment, Clock clock) {
        this(ExpirationSettings.read(environment), clock);
    }

    private ExpirationVerticle(ExpirationSettings settings, Clock clock) {
        super("expiration", settings.broker(), clock);
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        var redis = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(settings.redisUri())
                        .setPoolName("timers")
                        .setMaxPoolSize(MAX_CONNECTIONS)
                        .setMaxPoolWaiting(MAX_WAITING));
        closing(redis::close);
        timers = new Timers(redis, settings.lease());
        ready("redis", timers::ping);
        var poller = new TimerPoller(timers, publisher(), name(), clock());
        return consume(Map.of("order", this::apply))
                .compose(consuming -> every(POLL_INTERVAL, "timers", poller::poll))
                .compose(polling -> measure("timers.pending", timers::pending))
                .compose(measuring -> measure("timers.clock.skew.seconds", () -> timers.skewSeconds(clock())));
    }

    private Future<?> apply(CloudEvent event) {
        return timers.apply(TimerChange.of(event.dataAs(OrderSnapshot.class)));
    }
}
