package dev.ticketing.system.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Kubernetes' objects, as one rendering has them. */
record Manifests(List<Node> all) {

    static Manifests parse(String yaml) {
        return new Manifests(Node.parse("", yaml).stream()
                .filter(Node::exists)
                .map(node -> new Node(kind(node) + "/" + name(node), node.value()))
                .toList());
    }

    static String kind(Node object) {
        return object.at("kind").text();
    }

    static String name(Node object) {
        return object.at("metadata", "name").text();
    }

    Stream<Node> of(String... kinds) {
        return all.stream().filter(object -> Set.of(kinds).contains(kind(object)));
    }

    Optional<Node> find(String kind, String name) {
        return of(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    boolean has(String kind, String name) {
        return find(kind, name).isPresent();
    }
}
