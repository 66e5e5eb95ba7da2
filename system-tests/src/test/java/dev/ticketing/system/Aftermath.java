package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Eventually;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What must be as before after all that was thrown at a market: its service, its log, its memory. */
final class Aftermath {

    /** Generous: the embedded servers of the same JVM keep what was stored. */
    private static final long MAX_GROWTH_BYTES = 64L << 20;

    private final Market market;
    private final List<Route> routes;
    private final long heapBefore;

    Aftermath(Market market, List<Route> routes) {
        this.market = market;
        this.routes = routes;
        this.heapBefore = usedHeapBytes();
    }

    /** Asserts it. A market of processes gives each 256 MB at most, so that there it is enough that they are alive. */
    void check() {
        for (var route : routes) {
            var wire = Wire.to(market, route);
            assertThat(wire.usual()).as(route.toString()).isLessThan(500);
        }
        assertThat(market.errorsLogged()).as("logged as errors of our own").isEmpty();
        Eventually.holds(() -> assertThat(usedHeapBytes()).isLessThan(heapBefore + MAX_GROWTH_BYTES));
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
