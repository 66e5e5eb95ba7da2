package dev.ticketing.expiration;

import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.settings.Environment;
import java.time.Duration;
import java.util.List;

/**
 * What the expiration context needs to know.
 *
 * @param lease after how long a claimed timer that nobody acknowledged fires again
 */
record ExpirationSettings(BrokerSettings broker, String redisUri, Duration lease) {

    private static final Duration LEASE = Duration.ofSeconds(30);

    static ExpirationSettings read(Environment environment) {
        return new ExpirationSettings(
                BrokerSettings.read(environment),
                environment.uri("REDIS_URI", List.of("redis", "rediss")),
                environment.positiveDuration("TIMER_LEASE", LEASE));
    }
}
