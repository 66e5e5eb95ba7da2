package dev.ticketing.shared.service;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.util.Arrays;
import java.util.Map;

/** Which times are kept as histograms, and by which bounds: what a service level objective is about needs one there. */
final class Buckets implements MeterFilter {

    private static final double NANOS_PER_MILLI = 1e6;

    /** What somebody waits for; OpenTelemetry's own. */
    private static final double[] REQUESTS =
            millis(5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000);

    /** What comes to pass behind the scenes, after an outage perhaps. */
    private static final double[] LAGS =
            millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);

    /** From an order to its sale: as long as a buyer takes to pay. */
    private static final double[] PURCHASES =
            millis(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000);

    /** Hardly anything, when all is well. */
    private static final double[] DELAYS = millis(1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500);

    private static final Map<String, double[]> BOUNDS = Map.of(
            "http.server.request.duration", REQUESTS,
            "stripe.request.duration", REQUESTS,
            "events.lag", LAGS,
            "timers.lateness", LAGS,
            "order.completion", PURCHASES,
            "event.loop.lag", DELAYS);

    /** In nanoseconds, as a timer's bounds are asked for. */
    private static double[] millis(double... bounds) {
        return Arrays.stream(bounds).map(bound -> bound * NANOS_PER_MILLI).toArray();
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        var bounds = BOUNDS.get(id.getName());
        return bounds == null
                ? config
                : DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(bounds)
                        .build()
                        .merge(config);
    }
}
