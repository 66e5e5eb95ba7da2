package dev.ticketing.tickets;

import dev.ticketing.shared.service.ServiceMain;

/** Runs the tickets context as a process of its own. */
public final class TicketsMain {

    private TicketsMain() {}

    public static void main(String[] args) {
        ServiceMain.run(TicketsVerticle::new);
    }
}
