package dev.ticketing.system.simulation;

/**
 * Something that a service is at: a request, an event being handled, a relay's go at an outbox, a sweep. It lives in the
 * memory of its service. Each step is one input or output and what is decided on it at once; between two steps
 * anything may happen, its own death too.
 */
abstract class Activity {

    private final int number;
    private final Service service;
    private final World world;
    private boolean done;

    Activity(World world, Choice start, Service service) {
        this.world = world;
        this.number = start.process();
        this.service = service;
    }

    /** Does the next step; false when it cannot end like this now. */
    abstract boolean step(Outcome outcome);

    /** The call to Stripe whose reply is waited for, or null. */
    Stripe.Exchange waitsFor() {
        return null;
    }

    /** Whether the next step talks to the broker. */
    boolean isPublishing() {
        return false;
    }

    final World world() {
        return world;
    }

    final int number() {
        return number;
    }

    final Service service() {
        return service;
    }

    final boolean isDone() {
        return done;
    }

    final void finish() {
        done = true;
    }
}
