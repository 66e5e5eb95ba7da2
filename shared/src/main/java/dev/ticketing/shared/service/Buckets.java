package dev.ticketing.shared.service;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;

/** Which times are kept as histograms, and by which bounds: what a service level objective is about needs one there. */
final class Buckets implements MeterFilter {

    /** What somebody waits for. */
    private static final double[] WAITS = nanos(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

    /** What comes to pass behind the scenes, after an outage perhaps. */
    private static final double[] LAGS =
            nanos(10, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 35_000, 60_000, 300_000, 900_000);

    private static final Map<String, double[]> BOUNDS = Map.of(
            "http.server.request.duration", WAITS,
            "stripe.request.duration", WAITS,
            "event.loop.lag", WAITS,
            "events.lag", LAGS,
            "timers.lateness", LAGS,
            "order.completion", LAGS);

    private static double[] nanos(long... millis) {
        return LongStream.of(millis)
                .mapToDouble(each -> Duration.ofMillis(each).toNanos())
                .toArray();
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
