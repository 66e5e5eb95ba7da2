package dev.ticketing.auth;

import dev.ticketing.shared.service.ServiceMain;

/** Runs the auth context as a process of its own. */
public final class AuthMain {

    private AuthMain() {}

    public static void main(String[] args) {
        ServiceMain.run(AuthVerticle::new);
    }
}
