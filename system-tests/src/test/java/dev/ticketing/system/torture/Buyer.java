package dev.ticketing.system.torture;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.system.history.Call;
import dev.ticketing.system.history.Cards;
import dev.ticketing.system.history.Outcome;
import dev.ticketing.system.history.RecordingClient;
import dev.ticketing.system.torture.Offers.Offer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Orders something and then does what people do: pays, gives up, forgets, tries cards that are declined. */
final class Buyer implements Errand {

    private static final int MAX_TRIES = 6;
    private static final int DECLINES = 3;
    private static final int SETBACK_MILLIS = 800;
    private static final int RESERVED_MILLIS = 50;

    private final Offers offers;
    private final Random random;

    Buyer(Offers offers, Random random) {
        this.offers = offers;
        this.random = random;
    }

    @Override
    public void run(RecordingClient me) {
        var wanted = offers.pick(random);
        if (wanted.isEmpty()) {
            me.browse();
            Pauses.of(random, SETBACK_MILLIS);
            return;
        }
        var offer = wanted.get();
        var placed = again(() -> me.order(offer.ticketId(), offer.cents()));
        if (placed.outcome() == Outcome.OK) {
            decide(me, offer, placed.order());
        } else if (placed.outcome() == Outcome.FAIL) {
            lookAgain(me, offer);
        }
    }

    private void decide(RecordingClient me, Offer offer, String order) {
        var ticket = offer.ticketId();
        switch (random.nextInt(8)) {
            case 0 -> again(() -> me.cancel(ticket, order));
            case 1 -> me.seeOrder(ticket, order);
            case 2 -> payAndCancelAtOnce(me, ticket, order);
            case 3 -> declined(me, ticket, order, DECLINES);
            case 4 -> {
                declined(me, ticket, order, 1);
                pay(me, offer, order);
            }
            default -> {
                me.seeOrder(ticket, order);
                pay(me, offer, order);
            }
        }
    }

    private void pay(RecordingClient me, Offer offer, String order) {
        var paid = again(() -> me.pay(offer.ticketId(), order, Cards.GOOD));
        me.seeOrder(offer.ticketId(), order);
        if (paid.outcome() == Outcome.OK) {
            offers.remove(offer.ticketId());
        }
    }

    private void payAndCancelAtOnce(RecordingClient me, String ticket, String order) {
        var cancelling = CompletableFuture.runAsync(() -> me.cancel(ticket, order));
        me.pay(ticket, order, Cards.GOOD);
        cancelling.join();
        me.seeOrder(ticket, order);
    }

    private void declined(RecordingClient me, String ticket, String order, int times) {
        for (int i = 0; i < times; i++) {
            again(() -> me.pay(ticket, order, Cards.DECLINED));
        }
    }

    /** Why can it not be had? */
    private void lookAgain(RecordingClient me, Offer offer) {
        var seen = me.seeTicket(offer.ticketId());
        if (seen.outcome() != Outcome.OK) {
            return;
        }
        var ticket = seen.body();
        switch (ticket.getString("status")) {
            case "available" ->
                offers.reprice(
                        offer.ticketId(),
                        Currency.DEFAULT.toCents(ticket.getNumber("price")).orElseThrow());
            case "sold", "withdrawn" -> offers.remove(offer.ticketId());
            default -> Pauses.of(random, RESERVED_MILLIS);
        }
    }

    /** What has no clear answer is asked again, a few times. */
    private Call again(Supplier<Call> call) {
        var last = call.get();
        for (int i = 1; i < MAX_TRIES && last.outcome() == Outcome.UNKNOWN; i++) {
            Pauses.of(random, SETBACK_MILLIS);
            last = call.get();
        }
        return last;
    }
}
