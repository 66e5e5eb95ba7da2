package dev.ticketing.shared.messaging;

import io.vertx.core.Future;

/** Applies an event. It may come late, twice or out of order; succeeding means that it is dealt with for good. */
@FunctionalInterface
public interface EventHandler {
    Future<?> handle(CloudEvent event);
}
