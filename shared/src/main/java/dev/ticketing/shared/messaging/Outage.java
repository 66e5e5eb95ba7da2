package dev.ticketing.shared.messaging;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;

/** Tells a failure of something that is away for a while from a failure of the event's own. */
final class Outage {

    private Outage() {}

    static boolean is(Throwable failure) {
        return failure instanceof UnpublishedException || FailureException.is(failure, Failure.Unavailable.class);
    }
}
