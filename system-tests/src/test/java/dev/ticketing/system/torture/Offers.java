package dev.ticketing.system.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The tickets that people know of and believe to be on sale. Few, so that they get into each other's way. */
final class Offers {

    static final int MAX = 16;

    private final List<Offer> offers = new ArrayList<>();

    /** A ticket at the price it was last seen at. */
    record Offer(String ticketId, String seller, long cents) {}

    /** Adds it, or notes its new price. */
    synchronized void put(Offer offer) {
        remove(offer.ticketId());
        if (offers.size() == MAX) {
            offers.remove(0);
        }
        offers.add(offer);
    }

    /** Notes the price of one that is on offer still. */
    synchronized void reprice(String ticketId, long cents) {
        offers.replaceAll(
                offer -> offer.ticketId().equals(ticketId) ? new Offer(ticketId, offer.seller(), cents) : offer);
    }

    synchronized void remove(String ticketId) {
        offers.removeIf(offer -> offer.ticketId().equals(ticketId));
    }

    synchronized boolean isFull() {
        return offers.size() == MAX;
    }

    /** Every second time the newest, which therefore many want at once. */
    synchronized Optional<Offer> pick(Random random) {
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(offers.get(random.nextBoolean() ? offers.size() - 1 : random.nextInt(offers.size())));
    }

    synchronized Optional<Offer> pickOf(String seller, Random random) {
        var own = offers.stream().filter(offer -> offer.seller().equals(seller)).toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(own.get(random.nextInt(own.size())));
    }
}
