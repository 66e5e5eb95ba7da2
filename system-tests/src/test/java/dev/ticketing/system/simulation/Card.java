package dev.ticketing.system.simulation;

import java.util.List;
import java.util.Locale;

/** What a buyer may pay with. The token is the name. */
enum Card {
    GOOD,
    DECLINED,
    /** The bank decides later. */
    SLOW,
    /** The bank wants to hear from the buyer first. */
    CHALLENGED;

    static final List<Card> ALL = List.of(values());

    static Card of(String token) {
        return valueOf(token);
    }

    String words() {
        return "a " + name().toLowerCase(Locale.ROOT) + " card";
    }
}
