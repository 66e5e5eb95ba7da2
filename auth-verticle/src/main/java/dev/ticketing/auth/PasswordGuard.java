package dev.ticketing.auth;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Lets passwords be tried, a few times. Guesses count for the account and for the address they come from, alike whether
 * there is such an account. Where an owner has signed in before, guesses from elsewhere do not keep him out.
 */
final class PasswordGuard {

    private final Throttles throttles;

    PasswordGuard(Throttles throttles) {
        this.throttles = throttles;
    }

    /**
     * Tries a password.
     *
     * @param email the account's, as it was written
     * @param address where the try comes from
     * @param check fails with {@link Failure.Unauthenticated} when the password is wrong
     */
    <T> Future<T> attempt(String email, String address, Supplier<Future<T>> check) {
        var owner = email + " " + address;
        return throttles.knows(Limit.OWNERS_ADDRESS, owner).compose(known -> {
            var limit = known ? Limit.OWNERS_ADDRESS : Limit.ACCOUNT;
            var whom = known ? owner : email;
            return throttles
                    .admit(Limit.SIGN_INS, address)
                    .compose(admitted -> throttles.admit(limit, whom))
                    .compose(admitted -> check.get())
                    .compose(
                            right -> takeBack(limit, whom, address)
                                    .compose(back -> throttles.reset(Limit.OWNERS_ADDRESS, owner))
                                    .map(right),
                            failure -> (isGuess(failure) ? Future.succeededFuture() : takeBack(limit, whom, address))
                                    .transform(done -> Future.failedFuture(failure)));
        });
    }

    private Future<?> takeBack(Limit limit, String whom, String address) {
        return Future.join(throttles.forgive(limit, whom), throttles.forgive(Limit.SIGN_INS, address));
    }

    /** What fails for another reason says nothing about the password; what was not admitted did not count. */
    private static boolean isGuess(Throwable failure) {
        return failure instanceof FailureException expected
                && (expected.failure() instanceof Failure.Unauthenticated
                        || expected.failure() instanceof Failure.TooMany);
    }
}
