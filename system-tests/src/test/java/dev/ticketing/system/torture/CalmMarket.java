package dev.ticketing.system.torture;

import dev.ticketing.system.Market;
import dev.ticketing.system.history.Evidence;
import dev.ticketing.system.history.EvidenceReader;
import dev.ticketing.system.history.History;
import dev.ticketing.system.history.RecordingClient;
import dev.ticketing.testkit.Backends;

/** The crowd of the torture run where nothing is made to fail. */
final class CalmMarket implements AutoCloseable {

    private final Market market;
    private final EvidenceReader reader;
    private final History history = new History();

    CalmMarket(Backends backends) {
        this.market = Market.start(backends, Verdict.settings());
        // The first call of a JVM waits for its own client, which reads the contracts.
        market.client().get("/api/tickets").expect(200);
        Purchase.between(client("rehearsing-seller"), client("rehearsing-buyer"));
        this.reader = new EvidenceReader(
                backends.vertx(),
                backends::mongo,
                market.stripe(),
                () -> EvidenceReader.queuesOf(backends.rabbitUri()),
                backends.redisUri());
    }

    Crowd crowd() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        return Crowd.at(this::client, seed);
    }

    private RecordingClient client(String who) {
        return new RecordingClient(history, market.client().as(who), who);
    }

    History history() {
        return history;
    }

    Evidence read() {
        return reader.read();
    }

    @Override
    public void close() {
        reader.close();
        market.close();
    }
}
