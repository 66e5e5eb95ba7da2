package dev.ticketing.shared.store;

import java.time.Instant;
import java.util.List;

/** Which aggregates' snapshots to publish again. */
public sealed interface Selection {

    /** All there are. */
    record All() implements Selection {}

    /** Those whose last event is not older. */
    record Since(Instant since) implements Selection {}

    /** These, as far as there are such. */
    record Only(List<String> ids) implements Selection {}
}
