package dev.ticketing.system.simulation;

/** A promise was broken. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Promise promise;
    private final String what;

    /**
     * A violation.
     *
     * @param what in the same words whichever order or ticket it is
     */
    Violation(Promise promise, String what, String subject) {
        super(promise + ": " + what + ": " + subject, null, false, false);
        this.promise = promise;
        this.what = what;
    }

    /** Throws one where something does not hold. */
    static void require(boolean holds, Promise promise, String what, String subject) {
        if (!holds) {
            throw new Violation(promise, what, subject);
        }
    }

    /** Whether two violations are of the same kind. */
    boolean isLike(Violation other) {
        return promise == other.promise && what.equals(other.what);
    }
}
