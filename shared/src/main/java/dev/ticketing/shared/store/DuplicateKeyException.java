package dev.ticketing.shared.store;

/** A unique index refused a write. */
public final class DuplicateKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DuplicateKeyException(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
