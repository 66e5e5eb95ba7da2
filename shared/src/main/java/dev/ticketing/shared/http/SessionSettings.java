package dev.ticketing.shared.http;

import dev.ticketing.shared.session.Keys;
import dev.ticketing.shared.session.TokenVerifier;
import dev.ticketing.shared.settings.Environment;
import java.time.Clock;

/**
 * How a service knows who is asking.
 *
 * @param publicKeys PEM, one or several: whoever signs with one of these is auth
 */
public record SessionSettings(String publicKeys) {

    public static SessionSettings read(Environment environment) {
        var settings = new SessionSettings(environment.required("JWT_PUBLIC_KEYS"));
        if (!settings.publicKeys.isEmpty()) {
            try {
                settings.verifier(Clock.systemUTC());
            } catch (IllegalArgumentException e) {
                environment.problem("JWT_PUBLIC_KEYS", "cannot be used: " + e.getMessage(), "");
            }
        }
        return settings;
    }

    /** The keys as other programs read them: a JWK Set. */
    public String jwks() {
        return Keys.jwks(publicKeys);
    }

    public TokenVerifier verifier(Clock clock) {
        return new TokenVerifier(publicKeys, clock);
    }
}
