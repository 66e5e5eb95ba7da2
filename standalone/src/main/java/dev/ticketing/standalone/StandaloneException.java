package dev.ticketing.standalone;

/** Something did not start or stop; the cause says what. */
public final class StandaloneException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StandaloneException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
