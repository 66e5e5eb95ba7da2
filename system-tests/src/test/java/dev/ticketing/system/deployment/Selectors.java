package dev.ticketing.system.deployment;

import static dev.ticketing.system.deployment.Manifests.kind;
import static dev.ticketing.system.deployment.Manifests.name;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What selects pods by labels selects some; what names a workload names one that is there, and only one scales it. */
final class Selectors implements Check {

    /** What each Deployment has beside it, under its own name. */
    private static final List<String> BESIDE_A_DEPLOYMENT =
            List.of("Service", "ServiceAccount", "PodDisruptionBudget", "NetworkPolicy");

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        var pods = Pods.of(manifests);
        return Stream.of(
                        manifests.of("Deployment", "StatefulSet").flatMap(Selectors::ownPods),
                        selectors(manifests)
                                .filter(selector -> pods.stream().noneMatch(some -> some.selectedBy(selector.texts())))
                                .map(selector -> selector.wrong("selects no pod")),
                        pods.stream().flatMap(Selectors::spread),
                        manifests.of("Deployment").flatMap(deployment -> beside(manifests, deployment)),
                        manifests
                                .of("HorizontalPodAutoscaler", "ScaledObject")
                                .flatMap(scaler -> scaled(manifests, scaler)),
                        manifests.of("StatefulSet").flatMap(set -> serviceOf(manifests, set)))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> ownPods(Node workload) {
        var selector = workload.at("spec", "selector", "matchLabels");
        var labels = workload.at("spec", "template", "metadata", "labels").texts();
        return labels.entrySet().containsAll(selector.texts().entrySet()) && selector.exists()
                ? Stream.empty()
                : Stream.of(selector.wrong("does not select the pods of its own template"));
    }

    /** All that is not a workload's own. */
    private static Stream<Node> selectors(Manifests manifests) {
        return Stream.of(
                        manifests.of("Service").map(service -> service.at("spec", "selector")),
                        manifests
                                .of("PodDisruptionBudget", "PodMonitor")
                                .map(object -> object.at("spec", "selector", "matchLabels")),
                        manifests
                                .of("NetworkPolicy")
                                .flatMap(policy -> Stream.concat(
                                        Stream.of(policy.at("spec", "podSelector", "matchLabels")), peers(policy))))
                .flatMap(selectors -> selectors);
    }

    /** Pods of our own that a policy lets in or out. */
    private static Stream<Node> peers(Node policy) {
        return Stream.concat(
                        policy.at("spec", "ingress").items().stream().flatMap(rule -> rule.at("from").items().stream()),
                        policy.at("spec", "egress").items().stream().flatMap(rule -> rule.at("to").items().stream()))
                .filter(peer -> peer.at("podSelector").exists()
                        && !peer.at("namespaceSelector").exists())
                .map(peer -> peer.at("podSelector", "matchLabels"));
    }

    /** What spreads pods evenly must count these very pods. */
    private static Stream<Finding> spread(Pods pods) {
        return pods.spec().at("topologySpreadConstraints").items().stream()
                .flatMap(constraint -> Stream.concat(
                        Stream.of(constraint.at("labelSelector", "matchLabels"))
                                .filter(selector -> !pods.selectedBy(selector.texts()))
                                .map(selector -> selector.wrong("does not select the pods it is to spread")),
                        constraint.at("matchLabelKeys").items().stream()
                                .filter(key -> !key.is("pod-template-hash")
                                        && !pods.labels().containsKey(key.text()))
                                .map(key -> key.wrong("is no label of these pods"))));
    }

    private static Stream<Finding> beside(Manifests manifests, Node deployment) {
        var name = name(deployment);
        var missing = BESIDE_A_DEPLOYMENT.stream()
                .filter(kind -> !manifests.has(kind, name))
                .map(kind -> deployment.wrong("has no " + kind + " beside it"));
        long scalers = manifests
                .of("HorizontalPodAutoscaler", "ScaledObject")
                .filter(scaler -> scaler.at("spec", "scaleTargetRef", "name").is(name))
                .count();
        return scalers == 1
                ? missing
                : Stream.concat(missing, Stream.of(deployment.wrong("is scaled by " + scalers + ", not by one")));
    }

    private static Stream<Finding> scaled(Manifests manifests, Node scaler) {
        var target = scaler.at("spec", "scaleTargetRef");
        var kind = target.at("kind").exists() ? target.at("kind").text() : "Deployment";
        return manifests.has(kind, target.at("name").text())
                ? Stream.empty()
                : Stream.of(target.at("name").wrong("there is no such " + kind));
    }

    private static Stream<Finding> serviceOf(Manifests manifests, Node set) {
        var service = set.at("spec", "serviceName");
        Map<String, String> labels =
                set.at("spec", "template", "metadata", "labels").texts();
        return manifests
                        .find("Service", service.text())
                        .filter(found -> labels.entrySet()
                                .containsAll(
                                        found.at("spec", "selector").texts().entrySet()))
                        .isPresent()
                ? Stream.empty()
                : Stream.of(service.wrong("is no Service of this " + kind(set)));
    }
}
