package dev.ticketing.system.deployment;

import static dev.ticketing.system.deployment.Manifests.name;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whatever names a port names one that is there: Services, routes, probes, policies, monitors. */
final class Ports implements Check {

    private static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");
    private static final List<String> WAYS = List.of("httpGet", "tcpSocket");

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        var pods = Pods.of(manifests);
        return Stream.of(
                        manifests.of("Service").flatMap(service -> ofService(pods, service)),
                        manifests.of("Ingress").flatMap(ingress -> ofRoutes(manifests, ingress)),
                        pods.stream().flatMap(Ports::ofProbes),
                        manifests.of("NetworkPolicy").flatMap(policy -> ofPolicy(pods, policy)),
                        manifests.of("PodMonitor").flatMap(monitor -> ofMonitor(pods, monitor)))
                .flatMap(findings -> findings);
    }

    /** By name, so that a port that is moved is moved in one place. */
    private static Stream<Finding> ofService(List<Pods> pods, Node service) {
        var selector = service.at("spec", "selector").texts();
        return service.at("spec", "ports").items().stream()
                .map(port -> port.at("targetPort"))
                .filter(target -> target.number().isPresent()
                        || pods.stream()
                                .filter(some -> some.selectedBy(selector))
                                .anyMatch(some -> some.port(target).isEmpty()))
                .map(target -> target.wrong("is no named port of the pods behind the Service"));
    }

    private static Stream<Finding> ofRoutes(Manifests manifests, Node ingress) {
        return EdgeRoutes.paths(ingress)
                .map(path -> path.at("backend", "service"))
                .flatMap(backend -> {
                    var service = manifests.find("Service", backend.at("name").text());
                    if (service.isEmpty()) {
                        return Stream.of(backend.at("name").wrong("there is no such Service"));
                    }
                    var port = backend.at("port", "name");
                    return service.get().at("spec", "ports").items().stream()
                                    .anyMatch(known -> known.at("name").is(port.value()))
                            ? Stream.empty()
                            : Stream.of(
                                    port.wrong("is no port of " + service.get().path()));
                });
    }

    private static Stream<Finding> ofProbes(Pods pods) {
        return pods.containers()
                .flatMap(container -> PROBES.stream().map(container::at))
                .flatMap(probe -> WAYS.stream().map(way -> probe.at(way, "port")))
                .filter(port -> port.exists() && pods.port(port).isEmpty())
                .map(port -> port.wrong("is no port of these pods"));
    }

    /** Where the pods are an operator's, their ports are its own affair. */
    private static Stream<Finding> ofPolicy(List<Pods> pods, Node policy) {
        var own = policy.at("spec", "podSelector", "matchLabels");
        var in = policy.at("spec", "ingress").items().stream().flatMap(rule -> unknown(pods, own, rule));
        var out = policy.at("spec", "egress").items().stream().flatMap(rule -> rule.at("to").items().stream()
                .filter(peer -> !peer.at("namespaceSelector").exists()
                        && peer.at("podSelector").exists())
                .flatMap(peer -> unknown(pods, peer.at("podSelector", "matchLabels"), rule)));
        return Stream.concat(in, out);
    }

    private static Stream<Finding> unknown(List<Pods> pods, Node selector, Node rule) {
        return rule.at("ports").items().stream()
                .map(port -> port.at("port"))
                .filter(port -> pods.stream()
                        .filter(some -> some.selectedBy(selector.texts()) && !some.madeByOperator())
                        .anyMatch(some -> some.port(port).isEmpty()))
                .map(port -> port.wrong("is no port of the pods that are reached"));
    }

    private static Stream<Finding> ofMonitor(List<Pods> pods, Node monitor) {
        var selector = monitor.at("spec", "selector", "matchLabels").texts();
        return monitor.at("spec", "podMetricsEndpoints").items().stream()
                .map(endpoint -> endpoint.at("port"))
                .filter(port -> pods.stream()
                        .filter(some -> some.selectedBy(selector))
                        .anyMatch(some -> some.port(port).isEmpty()))
                .map(port -> port.wrong("is no port of the pods of " + name(monitor)));
    }

    /** The number of a Service's port, for an address that names the Service. */
    static Optional<Integer> listening(Manifests manifests, String service) {
        return manifests.find("Service", service).flatMap(found -> found.at("spec", "ports").items().stream()
                .findFirst()
                .flatMap(port -> port.at("port").number()));
    }
}
