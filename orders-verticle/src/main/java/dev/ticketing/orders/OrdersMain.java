package dev.ticketing.orders;

import dev.ticketing.shared.service.ServiceMain;

/** Runs the orders context as a process of its own. */
public final class OrdersMain {

    private OrdersMain() {}

    public static void main(String[] args) {
        ServiceMain.run(OrdersVerticle::new);
    }
}
