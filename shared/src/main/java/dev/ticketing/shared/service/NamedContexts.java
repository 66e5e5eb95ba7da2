package dev.ticketing.shared.service;

import dev.ticketing.shared.domain.Failure;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The contexts that run here, as the operator's commands name them: by the path's {@code service}. */
record NamedContexts(List<ContextVerticle> all) {

    /** A part of the context that a request names; 404 where there is no such context, or it has no such part. */
    <T> T named(RoutingContext request, Function<ContextVerticle, Optional<T>> part) {
        return all.stream()
                .filter(context -> context.name().equals(request.pathParam("service")))
                .map(part)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> Failure.notFound("service").asException());
    }
}
