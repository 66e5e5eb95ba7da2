package dev.ticketing.auth;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Lets be tried, a few times, what guessers and floods try often; refused with {@link Failure.TooMany}. Addresses are
 * those of {@link dev.ticketing.shared.http.ClientAddress#subscriberOf}.
 */
final class Guard {

    private final Throttles throttles;

    Guard(Throttles throttles) {
        this.throttles = throttles;
    }

    /**
     * Tries a password. Guesses count for the account and for the address they come from, alike whether there is such an
     * account. Where its owner has signed in before, guesses from elsewhere do not keep him out.
     *
     * @param email the account's, as it was written
     * @param check fails with {@link Failure.Unauthenticated} or {@link Failure.Forbidden} when the password is wrong
     */
    <T> Future<T> password(String email, String address, Supplier<Future<T>> check) {
        var owner = email + " " + address;
        return throttles.knows(Limit.OWNERS_ADDRESS, owner).compose(known -> {
            var limit = known ? Limit.OWNERS_ADDRESS : Limit.ACCOUNT;
            var whom = known ? owner : email;
            return guessing(Limit.SIGN_INS, address, () -> guessing(limit, whom, check))
                    .compose(right ->
                            throttles.reset(Limit.OWNERS_ADDRESS, owner).map(right));
        });
    }

    /** Tries a refresh token. */
    <T> Future<T> refresh(String address, Supplier<Future<T>> check) {
        return guessing(Limit.REFRESHES, address, check);
    }

    /** Makes an account. */
    <T> Future<T> signUp(String address, Supplier<Future<T>> action) {
        return throttles.admit(Limit.SIGN_UPS, address).compose(admitted -> action.get());
    }

    /** Has a mail sent. */
    <T> Future<T> mail(String email, String address, Supplier<Future<T>> action) {
        return throttles
                .admit(Limit.MAILS_ASKED_FOR, address)
                .compose(admitted -> throttles.admit(Limit.MAILS, email))
                .compose(admitted -> action.get());
    }

    /** Counted before it is known to be a guess, so that a thousand at the same moment are a thousand. */
    private <T> Future<T> guessing(Limit limit, String whom, Supplier<Future<T>> check) {
        return throttles.admit(limit, whom).compose(admitted -> check.get()
                .compose(
                        right -> throttles.forgive(limit, whom).map(right),
                        failure -> (isGuess(failure) ? Future.<Void>succeededFuture() : throttles.forgive(limit, whom))
                                .transform(done -> Future.failedFuture(failure))));
    }

    /** What fails for another reason, such as a database that is away, says nothing about what was tried. */
    private static boolean isGuess(Throwable failure) {
        return failure instanceof FailureException expected
                && (expected.failure() instanceof Failure.Unauthenticated
                        || expected.failure() instanceof Failure.Forbidden
                        || expected.failure() instanceof Failure.TooMany);
    }
}
