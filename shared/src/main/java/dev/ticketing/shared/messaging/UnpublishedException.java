package dev.ticketing.shared.messaging;

/** A message that counts as not published: unroutable, refused, unconfirmed in time, or never sent. */
public final class UnpublishedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnpublishedException(String message) {
        super(message, null, false, false);
    }
}
