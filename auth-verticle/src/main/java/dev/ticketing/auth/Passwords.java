package dev.ticketing.auth;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.service.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Password hashes: Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet), on a bounded pool
 * of threads with a bounded queue.
 */
final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    /** What a few cores can do while a request may wait. */
    private static final int MAX_WORK = 64;

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Failure.Unavailable BUSY = new Failure.Unavailable("too many people sign in at the moment", 1);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final BoundedWorkers threads;
    private final String nobodys = argon2.encode("nobody has this password");

    Passwords(Vertx vertx) {
        int cores = Runtime.getRuntime().availableProcessors();
        this.threads = new BoundedWorkers(vertx, "passwords", cores, MAX_WORK, LONGEST, BUSY);
    }

    /** A new hash in PHC string format. */
    Future<String> hash(String password) {
        return threads.run(() -> argon2.encode(password));
    }

    /** Whether a hash costs less than today's do. */
    boolean isOutdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    Future<Boolean> matches(String password, String hash) {
        return threads.run(() -> argon2.matches(password, hash));
    }

    /** Takes as long as {@link #matches} does, so that nobody learns whether an address is known. */
    Future<Boolean> matchesNobody(String password) {
        return matches(password, nobodys).map(matched -> false);
    }

    Future<Void> close() {
        return threads.close();
    }
}
