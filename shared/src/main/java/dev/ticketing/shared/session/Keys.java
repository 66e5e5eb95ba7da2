package dev.ticketing.shared.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * P-256 keys as PEM: private ones as PKCS #8 ({@code BEGIN PRIVATE KEY}), public ones as SubjectPublicKeyInfo
 * ({@code BEGIN PUBLIC KEY}), as {@code openssl genpkey} and {@code openssl pkey -pubout} write them. A key's id is
 * its RFC 7638 thumbprint.
 */
public final class Keys {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Keys() {}

    /** A new pair. */
    public static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    public static String privatePem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    public static String publicPem(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /**
     * The public keys in a text of one or several PEM blocks.
     *
     * @throws IllegalArgumentException when there is none, or one is no P-256 key
     */
    static List<ECKey> readPublic(String text) {
        var keys = new ArrayList<ECKey>();
        for (var block : blocks(text, "PUBLIC KEY")) {
            try {
                var key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(block));
                keys.add(withId(new ECKey.Builder(Curve.P_256, key)));
            } catch (GeneralSecurityException | ClassCastException | IllegalStateException e) {
                // The last of them is what the builder says of a key on another curve.
                throw new IllegalArgumentException("not a P-256 public key", e);
            }
        }
        return keys;
    }

    /**
     * The private key in a PEM text, with the public key that belongs to it.
     *
     * @param publicText PEM of the public keys, one of which must belong to the private key
     * @throws IllegalArgumentException when there is none, or it is no P-256 key
     */
    static ECKey readPrivate(String text, String publicText) {
        try {
            var spec = new PKCS8EncodedKeySpec(blocks(text, "PRIVATE KEY").get(0));
            var key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
            return readPublic(publicText).stream()
                    .map(candidate ->
                            new ECKey.Builder(candidate).privateKey(key).build())
                    .filter(Keys::belongTogether)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no public key belongs to the private key"));
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("not a P-256 private key", e);
        }
    }

    /**
     * A JWK Set (RFC 7517) of public keys in PEM, for programs that check tokens themselves.
     *
     * @throws IllegalArgumentException when there is none, or one is no P-256 key
     */
    public static String jwks(String publicText) {
        var keys = readPublic(publicText).stream()
                .map(key -> (JWK) new ECKey.Builder(key)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .build())
                .toList();
        return new JWKSet(keys).toString(true);
    }

    private static boolean belongTogether(ECKey pair) {
        try {
            var signature = java.security.Signature.getInstance("SHA256withECDSA");
            var sample = BigInteger.TEN.toByteArray();
            signature.initSign(pair.toECPrivateKey());
            signature.update(sample);
            var signed = signature.sign();
            signature.initVerify(pair.toECPublicKey());
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException | JOSEException e) {
            return false;
        }
    }

    private static ECKey withId(ECKey.Builder key) {
        try {
            return key.keyIDFromThumbprint().build();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make the key's thumbprint", e);
        }
    }

    private static List<byte[]> blocks(String text, String label) {
        var blocks = new ArrayList<byte[]>();
        // A PEM in an environment variable often has its line ends written as \n.
        var matcher = PEM.matcher(text.replace("\\n", "\n"));
        while (matcher.find()) {
            if (matcher.group(1).equals(label)) {
                blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("no PEM block BEGIN " + label);
        }
        return blocks;
    }

    private static String pem(String label, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
    }
}
