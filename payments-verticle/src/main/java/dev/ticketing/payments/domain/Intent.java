package dev.ticketing.payments.domain;

import java.util.Optional;

/**
 * The one PaymentIntent of a charge. It is made unconfirmed under a key of its own, its id is stored, and only the
 * stored one is ever confirmed: so even a key that Stripe has forgotten charges nobody twice.
 *
 * @param id Stripe's, once it is stored
 * @param closed whether it is cancelled and nothing can be captured on it any more
 */
public record Intent(Optional<String> id, boolean closed) {

    public static final Intent NONE = new Intent(Optional.empty(), false);
}
