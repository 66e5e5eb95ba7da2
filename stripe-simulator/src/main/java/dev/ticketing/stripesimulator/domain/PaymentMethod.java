package dev.ticketing.stripesimulator.domain;

/** The card of one attempt. Stripe makes a new PaymentMethod of every test token it is given. */
public record PaymentMethod(String id, long created, TestCard card) {}
