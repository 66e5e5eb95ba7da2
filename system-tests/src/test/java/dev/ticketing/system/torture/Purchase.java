package dev.ticketing.system.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.history.Cards;
import dev.ticketing.system.history.Outcome;
import dev.ticketing.system.history.RecordingClient;
import dev.ticketing.testkit.Eventually;

/** One that goes through every service, behind all events published before, and warms each of them up. */
final class Purchase {

    private Purchase() {}

    static void between(RecordingClient seller, RecordingClient buyer) {
        var ticket = seller.list("Marker", 100).body().getString("id");
        var order = Eventually.value(() -> {
                    var placed = buyer.order(ticket, 100);
                    assertThat(placed.outcome()).isEqualTo(Outcome.OK);
                    return placed;
                })
                .body()
                .getString("id");
        Eventually.holds(
                () -> assertThat(buyer.pay(ticket, order, Cards.GOOD).outcome()).isEqualTo(Outcome.OK));
        Eventually.holds(() -> assertThat(
                        seller.seeTicket(ticket).reply().orElseThrow().body().getString("status"))
                .isEqualTo("sold"));
    }
}
