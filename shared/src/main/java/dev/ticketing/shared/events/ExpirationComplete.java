package dev.ticketing.shared.events;

/** An order's timer has fired. A hint: orders checks the due time again. */
public record ExpirationComplete(String orderId) implements Snapshot {}
