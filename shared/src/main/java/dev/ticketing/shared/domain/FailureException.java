package dev.ticketing.shared.domain;

/** Carries an expected {@link Failure} through a future; has no stack trace, for nothing is broken. */
public final class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    FailureException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** Whether something is an expected failure of this kind. */
    public static boolean is(Throwable thrown, Class<? extends Failure> kind) {
        return thrown instanceof FailureException expected && kind.isInstance(expected.failure);
    }

    public Failure failure() {
        return failure;
    }
}
