package dev.ticketing.testkit;

import dev.ticketing.shared.session.AccessTokens;
import dev.ticketing.shared.session.Keys;
import dev.ticketing.shared.session.SessionUser;
import dev.ticketing.shared.session.SessionUser.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Signs tokens with keys made for this run, so that a test needs no sign-up. */
public final class TestTokens {

    private static final String PRIVATE_PEM;
    private static final String PUBLIC_PEM;
    private static final AccessTokens TOKENS;

    static {
        var pair = Keys.generate();
        PRIVATE_PEM = Keys.privatePem(pair);
        PUBLIC_PEM = Keys.publicPem(pair);
        TOKENS = new AccessTokens(PRIVATE_PEM, PUBLIC_PEM, Duration.ofHours(1), Clock.systemUTC());
    }

    private TestTokens() {}

    /** The settings of services that take these tokens for real ones. */
    public static Map<String, String> environment() {
        return Map.of("JWT_PRIVATE_KEY", PRIVATE_PEM, "JWT_PUBLIC_KEYS", PUBLIC_PEM);
    }

    /** A valid token for a user of this id. */
    public static String forUser(String id) {
        return token(id, Role.USER);
    }

    /** A valid token for an admin of this id. */
    public static String forAdmin(String id) {
        return token(id, Role.ADMIN);
    }

    private static String token(String id, Role role) {
        return TOKENS.sign(new SessionUser(id, id + "@example.com", role));
    }
}
