package dev.ticketing.shared.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.stream.Collectors;

/** Which methods a router has for a path: an answer of 405 must name them (RFC 9110, section 15.5.6). */
final class AllowedMethods {

    private AllowedMethods() {}

    /** As the Allow header has them. */
    static String of(Router router, String path) {
        var segments = path.split("/", -1);
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && fits(route, segments))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean fits(Route route, String[] segments) {
        var template = String.valueOf(route.getPath()).split("/", -1);
        boolean fits = template.length == segments.length;
        for (int i = 0; fits && i < segments.length; i++) {
            fits = template[i].startsWith(":") || template[i].equals(segments[i]);
        }
        return fits;
    }
}
