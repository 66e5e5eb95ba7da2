package dev.ticketing.shared.messaging;

import io.vertx.core.json.DecodeException;
import java.time.DateTimeException;
import java.util.function.Supplier;

/** A message that is no event, or an event whose data cannot be read. */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }

    static <T> T unlessReadable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ClassCastException | IllegalArgumentException | DateTimeException | DecodeException e) {
            throw new MalformedEventException("malformed event: " + e.getMessage(), e);
        }
    }
}
