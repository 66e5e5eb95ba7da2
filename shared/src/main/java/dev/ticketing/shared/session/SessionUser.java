package dev.ticketing.shared.session;

/** The user that a valid access token names. */
public record SessionUser(String id, String email) {}
