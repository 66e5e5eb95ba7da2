package dev.ticketing.system.torture;

import dev.ticketing.shared.domain.Prices;
import dev.ticketing.system.history.Call;
import dev.ticketing.system.history.Outcome;
import dev.ticketing.system.history.RecordingClient;
import dev.ticketing.system.torture.Offers.Offer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps something on sale, changes its mind about the price, and sometimes about selling. */
final class Seller implements Errand {

    private static final int MAX_CENTS = 100_000;
    private static final AtomicInteger TITLES = new AtomicInteger();

    private final Offers offers;
    private final Random random;

    Seller(Offers offers, Random random) {
        this.offers = offers;
        this.random = random;
    }

    @Override
    public void run(RecordingClient me) {
        var own = offers.pickOf(me.who(), random);
        if (own.isEmpty() || (!offers.isFull() && random.nextInt(3) > 0)) {
            offer(me, me.list(title(), 1L + random.nextInt(MAX_CENTS)));
        } else if (random.nextInt(8) == 0) {
            if (me.withdraw(own.get().ticketId()).outcome() == Outcome.OK) {
                offers.remove(own.get().ticketId());
            }
        } else {
            long cents = 1L + random.nextInt(MAX_CENTS);
            if (me.edit(own.get().ticketId(), title(), cents).outcome() == Outcome.OK) {
                offers.reprice(own.get().ticketId(), cents);
            }
        }
        Pauses.of(random, 200);
    }

    private void offer(RecordingClient me, Call listed) {
        if (listed.outcome() == Outcome.OK) {
            var ticket = listed.body();
            long cents = Prices.toCents(ticket.getNumber("price")).orElseThrow();
            offers.put(new Offer(ticket.getString("id"), me.who(), cents));
        }
    }

    /** No two are alike, so that what is stored tells which edit it came from. */
    private static String title() {
        return "Ticket " + TITLES.incrementAndGet();
    }
}
