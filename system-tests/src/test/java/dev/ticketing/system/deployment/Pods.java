package dev.ticketing.system.deployment;

import static dev.ticketing.system.deployment.Manifests.kind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods that an object brings about.
 *
 * @param spec does not exist where an operator makes them
 */
record Pods(Node owner, Map<String, String> labels, Node spec) {

    static List<Pods> of(Manifests manifests) {
        return manifests
                .of("Deployment", "StatefulSet", "RabbitmqCluster", "MongoDBCommunity")
                .map(Pods::of)
                .toList();
    }

    private static Pods of(Node owner) {
        var byOperator = new Node(owner.path(), null);
        return switch (kind(owner)) {
            case "RabbitmqCluster" ->
                new Pods(owner, Map.of("app.kubernetes.io/name", Manifests.name(owner)), byOperator);
            case "MongoDBCommunity" -> new Pods(owner, labelsOfMembers(owner), byOperator);
            default ->
                new Pods(
                        owner,
                        owner.at("spec", "template", "metadata", "labels").texts(),
                        owner.at("spec", "template", "spec"));
        };
    }

    private static Map<String, String> labelsOfMembers(Node mongo) {
        var labels = new HashMap<>(mongo.at("spec", "statefulSet", "spec", "template", "metadata", "labels")
                .texts());
        labels.put("app", Manifests.name(mongo) + "-svc");
        return labels;
    }

    String name() {
        return Manifests.name(owner);
    }

    /** Whether one of our five services runs in them. */
    boolean isService() {
        return "service".equals(labels.get("app.kubernetes.io/component"));
    }

    boolean madeByOperator() {
        return !spec.exists();
    }

    boolean selectedBy(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }

    Stream<Node> containers() {
        return Stream.concat(spec.at("initContainers").items().stream(), spec.at("containers").items().stream());
    }

    Stream<Node> ports() {
        return containers().flatMap(container -> container.at("ports").items().stream());
    }

    /** The number of a port, given by its number or name. */
    Optional<Integer> port(Node reference) {
        return ports().filter(port -> port.at("name").is(reference.value())
                        || port.at("containerPort").is(reference.value()))
                .findFirst()
                .flatMap(port -> port.at("containerPort").number());
    }
}
