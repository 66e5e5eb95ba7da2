package dev.ticketing.shared.events;

/**
 * An event's data: the whole public state of an aggregate after a change. Consumers judge by the status in it, never
 * by the event's type, and apply it only when its position is greater than the last one they applied.
 */
public sealed interface Snapshot
        permits UserSnapshot, TicketSnapshot, OrderSnapshot, ChargeSnapshot, ExpirationComplete {}
