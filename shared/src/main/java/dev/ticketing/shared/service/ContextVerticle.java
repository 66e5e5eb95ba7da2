package dev.ticketing.shared.service;

import io.vertx.core.VerticleBase;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;

/**
 * A context as a process runs it: {@link #start} opens its backends and deploys its verticles, then its routes are
 * mounted, once per event loop that serves HTTP.
 */
public abstract class ContextVerticle extends VerticleBase {

    /** The context's name, as in its events' source. */
    public abstract String name();

    /** Mounts the routes, by their whole paths. Called after start, on each event loop that serves HTTP. */
    public void mount(Router router) {
        // A context without an API mounts nothing.
    }

    /** Registers what must be there for the context to be ready. Called after start. */
    public abstract void register(HealthChecks readiness);
}
