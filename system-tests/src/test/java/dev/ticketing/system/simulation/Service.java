package dev.ticketing.system.simulation;

import java.util.List;
import java.util.Locale;

/** A service, which may crash at any time. */
enum Service {
    TICKETS,
    ORDERS,
    PAYMENTS,
    EXPIRATION;

    static final List<Service> ALL = List.of(values());

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
