package dev.ticketing.stripesimulator.domain;

/**
 * A bank's question to its customer, open while the intent is in {@code requires_action}.
 *
 * @param source its id, unguessable, so that the page of a question that is over answers no later one
 * @param returnUrl where the bank sends the buyer afterwards; null when the buyer is asked without leaving the page
 */
public record Challenge(String source, String returnUrl) {}
