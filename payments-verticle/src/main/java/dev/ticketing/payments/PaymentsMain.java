package dev.ticketing.payments;

import dev.ticketing.shared.service.ServiceMain;

/** Runs the payments context as a process of its own. */
public final class PaymentsMain {

    private PaymentsMain() {}

    public static void main(String[] args) {
        ServiceMain.run(PaymentsVerticle::new);
    }
}
