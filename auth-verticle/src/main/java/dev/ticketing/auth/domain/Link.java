package dev.ticketing.auth.domain;

import java.time.Instant;

/**
 * What is known of a link that was mailed: whoever has it reads the mail of that address.
 *
 * @param hash of the secret in it
 */
public record Link(String hash, String email, Instant madeAt, Instant expiresAt) {

    boolean isOpenedBy(Secret secret, Instant now) {
        return now.isBefore(expiresAt) && secret.hasHash(hash);
    }

    @Override
    public String toString() {
        return "Link[expiresAt=" + expiresAt + "]";
    }
}
