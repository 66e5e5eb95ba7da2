package dev.ticketing.orders.domain;

import java.time.Instant;

/** Money that went back to the buyer. */
public record Refund(long amountCents, Instant at) {}
