package dev.ticketing.system.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.faults.FaultyMarket;
import dev.ticketing.system.history.Checker;
import dev.ticketing.system.history.Evidence;
import dev.ticketing.system.history.EvidenceReader;
import dev.ticketing.system.history.History;
import dev.ticketing.system.history.RecordingClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five services as processes over real servers, people at random, faults at random; then everything heals, comes to
 * rest and is checked. {@code -Dtorture.seconds} says how long, {@code -Dtorture.seed} repeats the choices of a run.
 */
@Tag("faults")
class TortureIT {

    /** A charge whose reply was lost, or a timer whose poller was killed, has its turn again after half a minute. */
    private static final Duration REST = Duration.ofMinutes(2);

    private static final int MAX_ERRORS = 20;

    @Test
    void whatever_fails_when_everything_heals_no_promise_is_broken(@TempDir Path directory) {
        var run = TortureRun.fromProperties();
        var history = new History();
        try (var market = FaultyMarket.start(directory, Verdict.settings())) {
            Function<String, RecordingClient> clients =
                    who -> new RecordingClient(history, market.client().as(who), who);
            Purchase.between(clients.apply("rehearsing-seller"), clients.apply("rehearsing-buyer"));
            var crowd = Crowd.at(clients, run.seed());
            var mischief = new Mischief(market, new Random(run.seed()));
            long healed;
            try {
                CompletableFuture.allOf(
                                CompletableFuture.runAsync(() -> mischief.withServices(run.duration())),
                                CompletableFuture.runAsync(() -> mischief.withBackends(run.duration())))
                        .join();
                market.stripe().disarm();
                healed = System.nanoTime();
                market.heal();
            } finally {
                crowd.goHome();
            }
            market.publishSnapshots();

            var evidence = atRest(market);
            System.out.println("faults: " + mischief.figures());
            System.out.println("at rest so long after healing: " + Duration.ofNanos(System.nanoTime() - healed));
            System.out.println("errors logged: " + market.errorsLogged().size());
            market.errorsLogged().stream().limit(MAX_ERRORS).forEach(System.out::println);
            new Verdict(history, evidence, mischief.standstills()).pass();
            assertThat(evidence.orders()).isNotEmpty();
        }
    }

    private static Evidence atRest(FaultyMarket market) {
        var backends = market.backends();
        try (var reader = new EvidenceReader(
                backends.vertx(), backends::mongo, market.stripe(), market.rabbit()::queues, backends.redisUri())) {
            return Checker.awaitRest(REST, reader::read);
        }
    }
}
