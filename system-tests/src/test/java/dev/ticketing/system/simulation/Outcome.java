package dev.ticketing.system.simulation;

import java.util.List;

/** How an exchange with the broker or Stripe ends for the process that waits for it. */
enum Outcome {
    DONE,
    /** It did not get there, as far as the process can tell. */
    LOST,
    /** It got there, and the reply did not come back. */
    UNCONFIRMED;

    static final List<Outcome> ALL = List.of(values());
}
