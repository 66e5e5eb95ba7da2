package dev.ticketing.auth.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A refresh token: which session it is of, a secret that all tokens of the session have in common, and one of its own.
 * By the common one an older token is told from a guess, which ends nobody's session.
 */
public record RefreshToken(String sessionId, Secret family, Secret own) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{32})\\.([\\w-]{43})\\.([\\w-]{43})");

    /** The first token of a new session. */
    public static RefreshToken first(String sessionId) {
        return new RefreshToken(sessionId, Secret.random(), Secret.random());
    }

    /** Reads a token as {@link #text} writes it; empty when it is none. */
    public static Optional<RefreshToken> read(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new RefreshToken(matcher.group(1), new Secret(matcher.group(2)), new Secret(matcher.group(3))))
                : Optional.empty();
    }

    /** As the cookie carries it. */
    public String text() {
        return sessionId + "." + family.text() + "." + own.text();
    }

    RefreshToken successor(String salt) {
        return new RefreshToken(sessionId, family, own.successor(salt));
    }

    @Override
    public String toString() {
        return "RefreshToken[sessionId=" + sessionId + "]";
    }
}
