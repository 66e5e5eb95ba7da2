package dev.ticketing.stripesimulator;

/**
 * What was answered under an Idempotency-Key.
 *
 * @param fingerprint of the request's parameters
 * @param atMillis when, in milliseconds since the epoch
 */
record StoredAnswer(
        String key, String path, String fingerprint, int status, String body, String requestId, long atMillis) {}
