package dev.ticketing.system.deployment;

import static dev.ticketing.system.deployment.Manifests.kind;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Ingresses send every request where it belongs, by the contexts' contracts; no route is there for nothing. */
record EdgeRoutes(Edge edge) implements Check {

    private static final int AN_HOUR_IN_SECONDS = 3_600;
    private static final String NGINX = "nginx.ingress.kubernetes.io/";

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        var routes = manifests.of("Ingress").flatMap(EdgeRoutes::paths).toList();
        var used = new HashSet<Node>();
        var asked = manifests.has("Service", "stripe-simulator") ? edge.withSimulator() : edge;
        var astray = asked.requests().entrySet().stream().flatMap(request -> {
            var route = route(routes, request.getKey());
            route.ifPresent(used::add);
            var to = route.map(found -> found.at("backend", "service", "name").text());
            return to.equals(Optional.of(request.getValue()))
                    ? Stream.empty()
                    : Stream.of(route.orElse(new Node("Ingress", null))
                            .wrong(request.getKey() + " goes to " + to.orElse("nobody") + ", not to "
                                    + request.getValue()));
        });
        // Drained first, since it notes which routes are used.
        var wrong = astray.toList();
        var idle = routes.stream()
                .filter(route -> !used.contains(route))
                .map(route -> route.wrong("is a route that nothing takes"));
        return Stream.of(wrong.stream(), idle, manifests.of("Ingress").flatMap(EdgeRoutes::streams), hosts(manifests))
                .flatMap(findings -> findings);
    }

    static Stream<Node> paths(Node ingress) {
        return ingress.at("spec", "rules").items().stream().flatMap(rule -> rule.at("http", "paths").items().stream());
    }

    /** As Kubernetes decides: exact before prefix, the longest prefix of whole segments. */
    private static Optional<Node> route(List<Node> routes, String path) {
        return routes.stream()
                .filter(route -> matches(route, path))
                .max(Comparator.<Node, Boolean>comparing(
                                route -> route.at("pathType").is("Exact"))
                        .thenComparing(route -> route.at("path").text().length()));
    }

    private static boolean matches(Node route, String path) {
        var pattern = route.at("path").text();
        return switch (route.at("pathType").text()) {
            case "Exact" -> path.equals(pattern);
            case "Prefix" -> pattern.equals("/") || path.equals(pattern) || path.startsWith(pattern + "/");
            default -> false;
        };
    }

    /** Where a stream goes through, nothing waits for more of it, nor hangs up while it is silent. */
    private static Stream<Finding> streams(Node ingress) {
        if (paths(ingress).noneMatch(path -> path.at("path").is(Edge.STREAM))) {
            return Stream.empty();
        }
        var annotations = ingress.at("metadata", "annotations");
        var buffering = annotations.at(NGINX + "proxy-buffering");
        var timeout = annotations.at(NGINX + "proxy-read-timeout");
        return Stream.of(
                        buffering.is("off") ? null : buffering.wrong("is not off"),
                        timeout.text().matches("\\d+") && Integer.parseInt(timeout.text()) >= AN_HOUR_IN_SECONDS
                                ? null
                                : timeout.wrong("is under an hour"))
                .filter(finding -> finding != null);
    }

    /** One name for everything, for which there is a certificate, and which the services take for their own. */
    private static Stream<Finding> hosts(Manifests manifests) {
        var origin = manifests
                .of("ConfigMap")
                .map(map -> map.at("data", "PUBLIC_ORIGIN"))
                .filter(Node::exists)
                .map(Node::text)
                .findFirst()
                .orElse("");
        return manifests.all().stream()
                .filter(object -> kind(object).equals("Ingress"))
                .flatMap(ingress -> Stream.concat(
                        ingress.at("spec", "rules").items().stream().map(rule -> rule.at("host")),
                        ingress.at("spec", "tls").items().stream().flatMap(tls -> tls.at("hosts").items().stream())))
                .filter(host -> !origin.equals("https://" + host.text()))
                .map(host -> host.wrong("is not the host of PUBLIC_ORIGIN, " + origin));
    }
}
