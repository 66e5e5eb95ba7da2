package dev.ticketing.shared.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;

/** Signs access tokens (RFC 7519) with the private key that only auth has. Safe for use by several threads. */
public final class AccessTokens {

    static final String ISSUER = "https://ticketing.dev/auth";
    static final String AUDIENCE = "ticketing";
    static final String ROLE = "role";
    static final String VERIFIED = "verified";
    static final String SESSION = "sid";
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final ECKey key;
    private final Duration lifetime;
    private final Clock clock;

    /**
     * Prepares a signer.
     *
     * @param privatePem PKCS #8
     * @param publicPem one or several public keys, one of which belongs to the private key
     * @throws IllegalArgumentException when the keys are not P-256 or do not belong together
     */
    public AccessTokens(String privatePem, String publicPem, Duration lifetime, Clock clock) {
        this.key = Keys.readPrivate(privatePem, publicPem);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    public Duration lifetime() {
        return lifetime;
    }

    /** A token that says that its bearer is this user. */
    public String sign(SessionUser user) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user.id())
                .claim("email", user.email())
                .claim(ROLE, user.role().wireName())
                .claim(VERIFIED, user.verified())
                // A claim without a value is left out.
                .claim(SESSION, user.sessionId().orElse(null))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.getKeyID())
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
        return token.serialize();
    }
}
