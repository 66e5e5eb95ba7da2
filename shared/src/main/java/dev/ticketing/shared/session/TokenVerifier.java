package dev.ticketing.shared.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.ticketing.shared.session.SessionUser.Role;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens: ES256 only, by one of the known public keys, of our issuer, audience and type, unexpired.
 * Safe for use by several threads.
 */
public final class TokenVerifier {

    /** How far the clocks of two servers may be apart. */
    private static final int LEEWAY_SECONDS = 30;

    /** Far above any token of ours; what is longer is not worth parsing. */
    private static final int MAX_LENGTH = 4_096;

    private static final int MAX_VERIFIED = 10_000;

    private final DefaultJWTProcessor<SecurityContext> processor;
    private final DefaultJWTProcessor<SecurityContext> ofAnyAge;
    private final Clock clock;

    /** Checking a signature takes milliseconds of an event loop; a token is checked once, not once per request. */
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(MAX_VERIFIED).build();

    /**
     * Prepares a verifier.
     *
     * @param publicPem the accepted public keys, one PEM block each
     * @throws IllegalArgumentException when there is none, or one is no P-256 key
     */
    public TokenVerifier(String publicPem, Clock clock) {
        this.clock = clock;
        var keys = new JWKSet(List.<JWK>copyOf(Keys.readPublic(publicPem)));
        processor = processor(keys, new ClaimsVerifier(clock, Set.of("sub", "email", "exp", "iat", "jti")));
        ofAnyAge = processor(keys, new ClaimsVerifier(clock, Set.of("sub", AccessTokens.SESSION)) {
            @Override
            protected Date currentTime() {
                return null;
            }
        });
    }

    private static DefaultJWTProcessor<SecurityContext> processor(JWKSet keys, ClaimsVerifier claims) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(AccessTokens.TYPE));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    /** The user that a token names; empty when the token is not valid now. */
    public Optional<SessionUser> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var known = verified.getIfPresent(token);
        return known != null && clock.instant().isBefore(known.until) ? Optional.of(known.user) : verifyAnew(token);
    }

    /** Until when a token that {@link #verify} takes is taken; now for one that it does not. */
    public Instant validUntil(String token) {
        var known = verify(token).isPresent() ? verified.getIfPresent(token) : null;
        return known == null ? clock.instant() : known.until.plusSeconds(LEEWAY_SECONDS);
    }

    /**
     * The session that a token of ours was given out in, be it valid still or expired: enough to end that session, and
     * for nothing else.
     */
    public Optional<String> sessionToEnd(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return sessionId(ofAnyAge.process(token, null));
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private Optional<SessionUser> verifyAnew(String token) {
        try {
            var claims = processor.process(token, null);
            var user = new SessionUser(
                    claims.getSubject(),
                    claims.getStringClaim("email"),
                    role(claims),
                    Boolean.TRUE.equals(claims.getBooleanClaim(AccessTokens.VERIFIED)),
                    sessionId(claims));
            verified.put(token, new Verified(user, claims.getExpirationTime().toInstant()));
            return Optional.of(user);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private static Optional<String> sessionId(JWTClaimsSet claims) throws ParseException {
        return Optional.ofNullable(claims.getStringClaim(AccessTokens.SESSION));
    }

    /** A role that only a newer auth knows gives no more rights than none. */
    private static Role role(JWTClaimsSet claims) throws ParseException {
        return Role.ADMIN.wireName().equals(claims.getStringClaim(AccessTokens.ROLE)) ? Role.ADMIN : Role.USER;
    }

    /** What a valid token says, and until when it holds without another look. */
    private record Verified(SessionUser user, Instant until) {}

    private static class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        ClaimsVerifier(Clock clock, Set<String> required) {
            super(
                    AccessTokens.AUDIENCE,
                    new JWTClaimsSet.Builder().issuer(AccessTokens.ISSUER).build(),
                    required);
            this.clock = clock;
            setMaxClockSkew(LEEWAY_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
