package dev.ticketing.shared.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.ticketing.shared.session.SessionUser.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final SessionUser ANN = new SessionUser("ann", "ann@example.com", Role.USER);

    private static final KeyPair PAIR = Keys.generate();
    private static final KeyPair OTHER = Keys.generate();
    private static final ECKey KEY = keyOf(PAIR);

    private static final TokenVerifier VERIFIER = verifierAt(NOW, Keys.publicPem(PAIR));

    @Test
    void a_token_of_ours_names_its_user() {
        assertThat(VERIFIER.verify(tokenOf(PAIR))).hasValue(ANN);
    }

    @Test
    void a_token_is_what_the_contract_says() throws ParseException {
        var token = SignedJWT.parse(tokenOf(PAIR));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.getHeader().getKeyID()).isEqualTo(KEY.getKeyID());
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsOnlyKeys("iss", "aud", "sub", "email", "role", "verified", "exp", "iat", "jti");
        assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo(NOW.plus(LIFETIME));
        assertThat(SignedJWT.parse(tokenOf(PAIR)).getJWTClaimsSet().getJWTID())
                .isNotEqualTo(token.getJWTClaimsSet().getJWTID());
    }

    @Test
    void a_token_that_was_valid_a_moment_ago_is_refused_once_its_time_is_over() {
        var time = new AtomicReference<>(NOW);
        var verifier = new TokenVerifier(Keys.publicPem(PAIR), clockOf(time));
        var token = tokenOf(PAIR);
        assertThat(verifier.verify(token)).hasValue(ANN);
        assertThat(verifier.verify(token)).hasValue(ANN);

        time.set(NOW.plus(LIFETIME).plusSeconds(31));
        assertThat(verifier.verify(token)).isEmpty();
    }

    private static Clock clockOf(AtomicReference<Instant> time) {
        return new Clock() {
            @Override
            public Instant instant() {
                return time.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"-30, true", "0, true", "900, true", "929, true", "931, false", "86400, false"})
    void a_token_is_valid_for_its_lifetime_and_half_a_minute_of_clocks_apart(int seconds, boolean valid) {
        var verifier = verifierAt(NOW.plusSeconds(seconds), Keys.publicPem(PAIR));

        assertThat(verifier.verify(tokenOf(PAIR)).isPresent()).isEqualTo(valid);
    }

    @Test
    void while_keys_are_changed_tokens_of_either_are_accepted() {
        var both = verifierAt(NOW, Keys.publicPem(OTHER) + Keys.publicPem(PAIR));

        assertThat(both.verify(tokenOf(PAIR))).hasValue(ANN);
        assertThat(both.verify(tokenOf(OTHER))).hasValue(ANN);
        assertThat(VERIFIER.verify(tokenOf(OTHER))).isEmpty();
    }

    @Test
    void only_who_the_token_calls_an_admin_is_one() {
        assertThat(roleOf(null)).isEqualTo(Role.USER);
        assertThat(roleOf("owner")).isEqualTo(Role.USER);
        assertThat(roleOf("admin")).isEqualTo(Role.ADMIN);
    }

    @Test
    void a_token_says_the_session_and_whether_the_address_is_verified() {
        var verified = new SessionUser("ann", "ann@example.com", Role.USER, true, Optional.of("session"));
        assertThat(VERIFIER.verify(tokenOf(PAIR, verified))).hasValue(verified);
    }

    @Test
    void the_session_to_end_is_told_after_the_tokens_time_too_but_never_by_a_token_that_is_not_ours() {
        var ann = new SessionUser("ann", "ann@example.com", Role.USER, true, Optional.of("session"));
        var later = verifierAt(NOW.plus(Duration.ofDays(30)), Keys.publicPem(PAIR));
        assertThat(later.verify(tokenOf(PAIR, ann))).isEmpty();
        assertThat(later.sessionToEnd(tokenOf(PAIR, ann))).hasValue("session");
        assertThat(later.sessionToEnd(tokenOf(OTHER, ann))).isEmpty();
        assertThat(later.sessionToEnd(tokenOf(PAIR))).isEmpty();
        assertThat(later.sessionToEnd("x")).isEmpty();
        var others = new JWTClaimsSet.Builder(claims()).claim("sid", "session").issuer("https://evil.example");
        assertThat(later.sessionToEnd(signed(header(), others.build()))).isEmpty();
    }

    private static Role roleOf(String claim) {
        return VERIFIER.verify(signed(
                        header(),
                        new JWTClaimsSet.Builder(claims()).claim("role", claim).build()))
                .orElseThrow()
                .role();
    }

    @Test
    void what_is_well_made_is_accepted_so_that_the_refusals_below_mean_something() {
        assertThat(VERIFIER.verify(signed(header(), claims()))).hasValue(ANN);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                wrong("another audience", claims -> claims.audience("payments")),
                wrong("no audience", claims -> claims.audience((String) null)),
                wrong("another issuer", claims -> claims.issuer("https://example.com")),
                wrong("no issuer", claims -> claims.issuer(null)),
                wrong("no subject", claims -> claims.subject(null)),
                wrong("no email", claims -> claims.claim("email", null)),
                wrong("an email that is none", claims -> claims.claim("email", List.of("ann"))),
                wrong("no end", claims -> claims.expirationTime(null)),
                wrong("no beginning", claims -> claims.issueTime(null)),
                wrong("no id", claims -> claims.jwtID(null)),
                wrong("expired", claims -> claims.expirationTime(Date.from(NOW.minusSeconds(31)))),
                wrong("not valid yet", claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(31)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void our_key_alone_is_not_enough(String what, JWTClaimsSet claims) {
        assertThat(VERIFIER.verify(signed(header(), claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "rt+jwt", "refresh", ""})
    void a_token_of_another_type_is_no_access_token(String type) {
        assertThat(VERIFIER.verify(signed(header().type(new JOSEObjectType(type)), claims())))
                .isEmpty();
        assertThat(VERIFIER.verify(signed(header().type(null), claims()))).isEmpty();
    }

    @Test
    void an_unsigned_token_is_refused() {
        var header = new PlainHeader.Builder().type(AccessTokens.TYPE).build();

        assertThat(VERIFIER.verify(new PlainJWT(header, claims()).serialize())).isEmpty();
        assertThat(VERIFIER.verify(base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + payload() + "."))
                .isEmpty();
        assertThat(VERIFIER.verify(withoutSignature(tokenOf(PAIR)))).isEmpty();
    }

    @Test
    void the_public_key_is_no_shared_secret() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(AccessTokens.TYPE)
                .keyID(KEY.getKeyID())
                .build();
        for (var secret : List.of(
                Keys.publicPem(PAIR).getBytes(StandardCharsets.UTF_8),
                PAIR.getPublic().getEncoded(),
                KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            assertThat(VERIFIER.verify(signed(header, claims(), new MACSigner(secret))))
                    .isEmpty();
        }
    }

    @Test
    void another_key_is_refused_whatever_it_calls_itself() throws JOSEException {
        var other = new ECDSASigner(keyOf(OTHER));

        assertThat(VERIFIER.verify(signed(header().build(), claims(), other))).isEmpty();
        assertThat(VERIFIER.verify(signed(header().keyID(null).build(), claims(), other)))
                .isEmpty();
        assertThat(VERIFIER.verify(
                        signed(header().jwk(keyOf(OTHER).toPublicJWK()).build(), claims(), other)))
                .isEmpty();
    }

    @Test
    void a_token_that_says_where_its_key_is_or_asks_for_what_nobody_knows_is_refused() throws JOSEException {
        var other = new ECDSASigner(keyOf(OTHER));
        var evil = URI.create("https://evil.example/keys");
        assertThat(VERIFIER.verify(signed(header().jwkURL(evil).build(), claims(), other)))
                .isEmpty();
        assertThat(VERIFIER.verify(signed(header().x509CertURL(evil).build(), claims(), other)))
                .isEmpty();
        assertThat(VERIFIER.verify(signed(header().criticalParams(Set.of("exp")), claims())))
                .isEmpty();
        // The control: it is not that there is such a header.
        assertThat(VERIFIER.verify(signed(header().jwkURL(evil), claims()))).hasValue(ANN);
    }

    /** What once passed for a signature of everything (CVE-2022-21449). */
    @Test
    void a_signature_of_nothing_but_zeros_is_none() {
        var zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        assertThat(VERIFIER.verify(withoutSignature(tokenOf(PAIR)) + zeros)).isEmpty();
    }

    @Test
    void an_unknown_key_id_is_refused() {
        assertThat(VERIFIER.verify(signed(header().keyID("unknown"), claims()))).isEmpty();
    }

    @Test
    void a_tampered_payload_is_refused() {
        var parts = tokenOf(PAIR).split("\\.", -1);
        var mallory = base64(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"sub\":\"ann\"", "\"sub\":\"bob\""));

        assertThat(mallory).isNotEqualTo(parts[1]);
        assertThat(VERIFIER.verify(parts[0] + "." + mallory + "." + parts[2])).isEmpty();
    }

    /** All but the last character: its low bits are no part of the signature. */
    @Test
    void a_token_with_any_character_changed_is_refused() {
        var token = tokenOf(PAIR);
        for (int i = 0; i < token.length() - 1; i++) {
            var changed = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertThat(VERIFIER.verify(changed)).as("character %d", i).isEmpty();
        }
    }

    @Test
    void a_token_longer_than_any_of_ours_is_not_even_read() {
        var claims = new JWTClaimsSet.Builder(claims())
                .claim("email", "a".repeat(4_096))
                .build();

        assertThat(VERIFIER.verify(signed(header(), claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.c",
                "a.b.c.d.e",
                "e30.e30.e30",
                "null",
                "\u0000",
                "🎟.🎟.🎟"
            })
    void garbage_is_refused(String garbage) {
        assertThat(VERIFIER.verify(garbage)).isEmpty();
    }

    @Test
    void deeply_nested_and_random_garbage_is_refused() {
        assertThat(VERIFIER.verify(base64("[".repeat(1_500)) + "." + payload() + ".AAAA"))
                .isEmpty();
        assertThat(VERIFIER.verify(base64("{\"a\":".repeat(500)) + "." + payload() + ".AAAA"))
                .isEmpty();
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            var bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            var text = base64("{\"alg\":\"ES256\"" + new String(bytes, StandardCharsets.ISO_8859_1));
            assertThat(VERIFIER.verify(text + "." + text + "." + text))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    private static Arguments wrong(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return arguments(what, change.apply(new JWTClaimsSet.Builder(claims())).build());
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer(AccessTokens.ISSUER)
                .audience(AccessTokens.AUDIENCE)
                .subject(ANN.id())
                .claim("email", ANN.email())
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plus(LIFETIME)))
                .jwtID("id")
                .build();
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(AccessTokens.TYPE).keyID(KEY.getKeyID());
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet claims) {
        try {
            return signed(header.build(), claims, new ECDSASigner(KEY));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String tokenOf(KeyPair pair) {
        return tokenOf(pair, ANN);
    }

    private static String tokenOf(KeyPair pair, SessionUser user) {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new AccessTokens(Keys.privatePem(pair), Keys.publicPem(pair), LIFETIME, clock).sign(user);
    }

    private static String payload() {
        return tokenOf(PAIR).split("\\.", -1)[1];
    }

    private static String withoutSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static TokenVerifier verifierAt(Instant time, String publicKeys) {
        return new TokenVerifier(publicKeys, Clock.fixed(time, ZoneOffset.UTC));
    }

    private static ECKey keyOf(KeyPair pair) {
        return Keys.readPrivate(Keys.privatePem(pair), Keys.publicPem(pair));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
