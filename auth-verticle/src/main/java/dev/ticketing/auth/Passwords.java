package dev.ticketing.auth;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.service.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
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
    /** What a core can do while a request may wait: some 80 ms each. */
    private static final int MAX_WORK_PER_CORE = 32;

    /** Whoever has waited for so long has been told to come again, or will be before it is done. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Failure.Unavailable BUSY = new Failure.Unavailable("too many people sign in at the moment", 1);

    private final Argon2PasswordEncoder argon2;
    private final BoundedWorkers threads;
    private final Duration patience;
    private final String nobodys;

    Passwords(Vertx vertx) {
        this(vertx, PATIENCE, MEMORY_KIB, PASSES);
    }

    /**
     * With a patience and costs of a test's own. One core is left to everybody else, who must not notice how many sign in.
     *
     * @param patience what has waited longer for a thread is not computed any more: nobody waits for it
     */
    Passwords(Vertx vertx, Duration patience, int memoryKib, int passes) {
        this.argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, memoryKib, passes);
        this.nobodys = argon2.encode("nobody has this password");
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        this.threads = new BoundedWorkers(vertx, "passwords", cores, cores * MAX_WORK_PER_CORE, LONGEST, BUSY);
        this.patience = patience;
    }

    /** A new hash in PHC string format. */
    Future<String> hash(String password) {
        return inTime(() -> argon2.encode(password));
    }

    /** Whether a hash costs less than today's do. */
    boolean isOutdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    Future<Boolean> matches(String password, String hash) {
        return inTime(() -> argon2.matches(password, hash));
    }

    /** Takes as long as {@link #matches} does, so that nobody learns whether an address is known. */
    Future<Boolean> matchesNobody(String password) {
        return matches(password, nobodys).map(matched -> false);
    }

    private <T> Future<T> inTime(Callable<T> work) {
        long asked = System.nanoTime();
        return threads.run(() -> {
            if (System.nanoTime() - asked > patience.toNanos()) {
                throw BUSY.asException();
            }
            return work.call();
        });
    }

    Future<Void> close() {
        return threads.close();
    }
}
