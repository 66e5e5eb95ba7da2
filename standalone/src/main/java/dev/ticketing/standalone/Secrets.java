package dev.ticketing.standalone;

import dev.ticketing.backends.OwnerOnly;
import dev.ticketing.shared.session.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The keys of an installation: made on first start, kept in the data directory for its owner alone, or made anew each
 * time where nothing is kept.
 *
 * @param stripeKey the simulator's
 * @param webhookSecret what the simulator signs its webhooks with
 */
record Secrets(String privateKey, String publicKey, String stripeKey, String webhookSecret) {

    private static final int STRIPE_KEY_BYTES = 24;

    static Secrets of(Optional<Path> dataDirectory) {
        return dataDirectory.map(Secrets::kept).orElseGet(Secrets::generate);
    }

    private static Secrets kept(Path dataDirectory) {
        var directory = OwnerOnly.createDirectory(dataDirectory.resolve("keys"));
        var last = directory.resolve("stripe-simulator-key");
        if (!Files.exists(last)) {
            generate().write(directory, last);
        }
        var webhookSecret = directory.resolve("stripe-webhook-secret");
        if (!Files.exists(webhookSecret)) {
            OwnerOnly.write(webhookSecret, generate().webhookSecret + "\n");
        }
        return new Secrets(
                read(directory.resolve("jwt-private.pem")),
                read(directory.resolve("jwt-public.pem")),
                read(last).strip(),
                read(webhookSecret).strip());
    }

    private static Secrets generate() {
        var pair = Keys.generate();
        return new Secrets(Keys.privatePem(pair), Keys.publicPem(pair), "sk_test_" + random(), "whsec_" + random());
    }

    private static String random() {
        var random = new byte[STRIPE_KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The last file tells that the others are there. */
    private void write(Path directory, Path last) {
        OwnerOnly.write(directory.resolve("jwt-private.pem"), privateKey);
        OwnerOnly.write(directory.resolve("jwt-public.pem"), publicKey);
        OwnerOnly.write(last, stripeKey + "\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
