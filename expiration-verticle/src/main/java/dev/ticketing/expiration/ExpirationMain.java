package dev.ticketing.expiration;

import dev.ticketing.shared.service.ServiceMain;

/** Runs the expiration context as a process of its own. */
public final class ExpirationMain {

    private ExpirationMain() {}

    public static void main(String[] args) {
        ServiceMain.run(ExpirationVerticle::new);
    }
}
