package dev.ticketing.stripesimulator.domain;

/** Parameters that fail validation: thrown where they are read, before anything is executed. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StripeError error;

    public Refusal(StripeError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public StripeError error() {
        return error;
    }
}
