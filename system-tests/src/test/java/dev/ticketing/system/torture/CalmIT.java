package dev.ticketing.system.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.history.Checker;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker finds nothing where nothing fails. */
@Tag("long")
@WithBackends
class CalmIT {

    private static final int ENOUGH_CALLS = 800;
    private static final Duration BOUND = Duration.ofMinutes(1);

    @Test
    void where_nothing_fails_no_promise_is_broken(Backends backends) {
        try (var market = new CalmMarket(backends)) {
            var crowd = market.crowd();
            Eventually.holdsWithin(
                    BOUND, () -> assertThat(market.history().calls()).hasSizeGreaterThan(ENOUGH_CALLS));
            crowd.goHome();

            new Verdict(market.history(), Checker.awaitRest(BOUND, market::read)).pass();
        }
    }
}
