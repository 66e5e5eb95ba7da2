package dev.ticketing.stripesimulator.domain;

/**
 * An attempt to pay.
 *
 * @param card null to pay with the method the intent already has
 * @param returnUrl where a bank that asks for more sends the buyer afterwards, or null
 */
public record Confirmation(TestCard card, String returnUrl) {}
