package dev.ticketing.stripesimulator.domain;

/** Makes the unguessable part of a new id: letters and digits of the length asked for, never the same twice. */
@FunctionalInterface
public interface Ids {

    String next(int length);

    /** An id of Stripe's usual form, such as {@code pi_} and 24 characters. */
    default String withPrefix(String prefix) {
        return prefix + next(24);
    }
}
