package dev.ticketing.shared.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final KeyPair PAIR = Keys.generate();
    private static final KeyPair OTHER = Keys.generate();

    @Test
    void a_private_key_finds_the_public_key_that_belongs_to_it() {
        var key = Keys.readPrivate(Keys.privatePem(PAIR), Keys.publicPem(OTHER) + Keys.publicPem(PAIR));

        assertThat(key.isPrivate()).isTrue();
        assertThat(key.getKeyID()).isEqualTo(idOf(PAIR)).isNotEqualTo(idOf(OTHER));
    }

    /** The example of RFC 7517, appendix A.1; its thumbprint was computed as RFC 7638 says. */
    @Test
    void a_keys_id_is_its_thumbprint() throws Exception {
        var example = new ECKey.Builder(ECKey.parse("{\"kty\":\"EC\",\"crv\":\"P-256\","
                        + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                        + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}"))
                .build();
        var pem = Keys.publicPem(new KeyPair(example.toECPublicKey(), null));

        assertThat(Keys.readPublic(pem).get(0).getKeyID()).isEqualTo("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
    }

    @Test
    void several_public_keys_are_read_in_their_order() {
        assertThat(Keys.readPublic("# old\n" + Keys.publicPem(OTHER) + "\n# new\n" + Keys.publicPem(PAIR)))
                .extracting(ECKey::getKeyID)
                .containsExactly(idOf(OTHER), idOf(PAIR));
    }

    @Test
    void a_jwk_set_has_every_public_key_and_nothing_private() throws Exception {
        var json = Keys.jwks(Keys.publicPem(OTHER) + Keys.publicPem(PAIR));
        var set = JWKSet.parse(json);

        assertThat(set.getKeys()).extracting(JWK::getKeyID).containsExactly(idOf(OTHER), idOf(PAIR));
        assertThat(set.getKeys()).noneMatch(JWK::isPrivate);
        assertThat(set.getKeys().get(1).toECKey().toECPublicKey()).isEqualTo(PAIR.getPublic());
        assertThat(json).contains("ES256", "\"use\":\"sig\"");
    }

    @Test
    void line_ends_may_be_written_as_an_environment_variable_has_them() {
        var oneLine = Keys.publicPem(PAIR).replace("\n", "\\n");

        assertThat(Keys.readPublic(oneLine)).extracting(ECKey::getKeyID).containsExactly(idOf(PAIR));
        assertThat(Keys.readPublic(Keys.publicPem(PAIR).replace("\n", "\r\n"))).hasSize(1);
        assertThat(Keys.readPrivate(Keys.privatePem(PAIR).replace("\n", "\\n"), oneLine)
                        .getKeyID())
                .isEqualTo(idOf(PAIR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n=====\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void what_is_no_public_key_is_refused(String text) {
        assertThatThrownBy(() -> Keys.readPublic(text)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<KeyPair> otherKinds() throws GeneralSecurityException {
        var larger = KeyPairGenerator.getInstance("EC");
        larger.initialize(new ECGenParameterSpec("secp384r1"));
        var rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        return Stream.of(larger.generateKeyPair(), rsa.generateKeyPair());
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void other_kinds_of_keys_are_refused(KeyPair pair) {
        assertThatThrownBy(() -> Keys.readPublic(Keys.publicPem(pair))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Keys.readPrivate(Keys.privatePem(pair), Keys.publicPem(PAIR)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_private_key_without_its_public_key_is_refused_and_no_message_shows_it() {
        var secret = Keys.privatePem(PAIR);
        var thrown = catchThrowableOfType(
                IllegalArgumentException.class, () -> Keys.readPrivate(secret, Keys.publicPem(OTHER)));

        assertThat(thrown).hasMessage("no public key belongs to the private key");
        assertThatThrownBy(() -> Keys.readPublic(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(secret.lines().skip(1).findFirst().orElseThrow());
    }

    private static String idOf(KeyPair pair) {
        return Keys.readPublic(Keys.publicPem(pair)).get(0).getKeyID();
    }
}
