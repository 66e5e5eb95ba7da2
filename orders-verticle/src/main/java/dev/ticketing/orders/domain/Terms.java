package dev.ticketing.orders.domain;

import dev.ticketing.shared.domain.Currency;
import java.time.Duration;

/**
 * The terms of every reservation.
 *
 * @param window how long a buyer may start paying
 * @param grace how much longer what was captured in time may take to arrive
 * @param offerWindow how long somebody who has waited may start paying
 * @param maxLiveOrders how many tickets one user may hold at a time
 * @param maxWaiting how many tickets one user may wait for at a time
 * @param currency what prices are in
 */
public record Terms(
        Duration window, Duration grace, Duration offerWindow, int maxLiveOrders, int maxWaiting, Currency currency) {}
