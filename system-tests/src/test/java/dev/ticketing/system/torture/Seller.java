package dev.ticketing.system.torture;

import dev.ticketing.system.history.Call;
import dev.ticketing.system.history.Outcome;
import dev.ticketing.system.history.RecordingClient;
import dev.ticketing.system.torture.Offers.Offer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps something on sale, changes its mind about the price, and sometimes about selling. */
final class Seller implements Errand {

    private static final int MAX_CENTS = 100_000;
    private static final int SETBACK_MILLIS = 800;
    private static final int THINKING_MILLIS = 200;
    private static final AtomicInteger TITLES = new AtomicInteger();

    private final Offers offers;
    private final Random random;

    Seller(Offers offers, Random random) {
        this.offers = offers;
        this.random = random;
    }

    @Override
    public void run(RecordingClient me) {
        var done = trade(me);
        Pauses.of(random, done.outcome() == Outcome.UNKNOWN ? SETBACK_MILLIS : THINKING_MILLIS);
    }

    private Call trade(RecordingClient me) {
        var own = offers.pickOf(me.who(), random);
        if (own.isEmpty() || (!offers.isFull() && random.nextInt(3) > 0)) {
            return list(me);
        }
        var ticket = own.get().ticketId();
        return random.nextInt(8) == 0 ? withdraw(me, ticket) : edit(me, ticket);
    }

    private Call withdraw(RecordingClient me, String ticket) {
        var withdrawn = me.withdraw(ticket);
        if (withdrawn.outcome() == Outcome.OK) {
            offers.remove(ticket);
        }
        return withdrawn;
    }

    private Call edit(RecordingClient me, String ticket) {
        long cents = 1L + random.nextInt(MAX_CENTS);
        var edited = me.edit(ticket, title(), cents);
        if (edited.outcome() == Outcome.OK) {
            offers.reprice(ticket, cents);
        }
        return edited;
    }

    private Call list(RecordingClient me) {
        long cents = 1L + random.nextInt(MAX_CENTS);
        var listed = me.list(title(), cents);
        if (listed.outcome() == Outcome.OK) {
            offers.put(new Offer(listed.body().getString("id"), me.who(), cents));
        }
        return listed;
    }

    /** No two are alike, so that what is stored tells which edit it came from. */
    private static String title() {
        return "Ticket " + TITLES.incrementAndGet();
    }
}
