package dev.ticketing.system.deployment;

import static dev.ticketing.system.deployment.Manifests.kind;
import static dev.ticketing.system.deployment.Manifests.name;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** No container may do more than it has to, none is without limits, and nothing is open that need not be. */
final class Hardening implements Check {

    private static final int USER = 10_001;
    private static final String MANAGEMENT = "management";

    /** Ways from each thing to what it must be. */
    private static final Map<List<String>, Object> OF_PODS = Map.of(
            List.of("automountServiceAccountToken"), false,
            List.of("enableServiceLinks"), false,
            List.of("securityContext", "runAsNonRoot"), true,
            List.of("securityContext", "seccompProfile", "type"), "RuntimeDefault");

    private static final Map<List<String>, Object> OF_CONTAINERS = Map.of(
            List.of("securityContext", "allowPrivilegeEscalation"), false,
            List.of("securityContext", "readOnlyRootFilesystem"), true,
            List.of("securityContext", "capabilities", "drop"), List.of("ALL"));

    /** What must be there, whatever it is. */
    private static final List<List<String>> LIMITS = List.of(
            List.of("resources", "requests", "cpu"),
            List.of("resources", "requests", "memory"),
            List.of("resources", "limits", "cpu"),
            List.of("resources", "limits", "memory"));

    private static final List<List<String>> OPEN = List.of(
            List.of("hostNetwork"), List.of("hostPID"), List.of("hostIPC"), List.of("securityContext", "privileged"));

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        return Stream.of(
                        Pods.of(manifests).stream()
                                .filter(pods -> !pods.madeByOperator())
                                .flatMap(Hardening::ofPods),
                        manifests
                                .of("ServiceAccount")
                                .flatMap(account ->
                                        must(account, Map.of(List.of("automountServiceAccountToken"), false))),
                        manifests.of("Service").flatMap(Hardening::inside),
                        denied(manifests),
                        managed(manifests))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> ofPods(Pods pods) {
        var user = kind(pods.owner()).equals("Deployment")
                ? must(
                        pods.spec(),
                        Map.of(
                                List.of("securityContext", "runAsUser"), USER,
                                List.of("securityContext", "runAsGroup"), USER))
                : must(pods.spec(), Map.of());
        return Stream.of(
                        user,
                        must(pods.spec(), OF_PODS),
                        closed(pods.spec()),
                        temporary(pods),
                        pods.containers().flatMap(Hardening::ofContainer))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> ofContainer(Node container) {
        return Stream.of(
                        must(container, OF_CONTAINERS),
                        closed(container),
                        LIMITS.stream()
                                .map(limit -> container.at(limit.toArray(String[]::new)))
                                .filter(limit -> !limit.exists())
                                .map(limit -> limit.wrong("is missing")),
                        container.at("ports").items().stream()
                                .map(port -> port.at("hostPort"))
                                .filter(Node::exists)
                                .map(port -> port.wrong("opens a port of the node")))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> must(Node node, Map<List<String>, Object> expected) {
        return expected.entrySet().stream()
                .filter(entry -> !node.at(entry.getKey().toArray(String[]::new)).is(entry.getValue()))
                .map(entry -> node.at(entry.getKey().toArray(String[]::new)).wrong("is not " + entry.getValue()));
    }

    private static Stream<Finding> closed(Node node) {
        return OPEN.stream()
                .map(way -> node.at(way.toArray(String[]::new)))
                .filter(open -> open.is(true))
                .map(open -> open.wrong("is open"));
    }

    /** With a root that cannot be written, /tmp must be, and not without end. */
    private static Stream<Finding> temporary(Pods pods) {
        Optional<String> volume = pods.containers()
                .flatMap(container -> container.at("volumeMounts").items().stream())
                .filter(mount -> mount.at("mountPath").is("/tmp"))
                .map(mount -> mount.at("name").text())
                .findFirst();
        return pods.spec().at("volumes").items().stream()
                        .anyMatch(each -> Optional.of(each.at("name").text()).equals(volume)
                                && each.at("emptyDir", "sizeLimit").exists())
                ? Stream.empty()
                : Stream.of(pods.spec().at("volumes").wrong("nothing bounded is at /tmp"));
    }

    /** Only the Ingress leads in. */
    private static Stream<Finding> inside(Node service) {
        var type = service.at("spec", "type");
        var management = service.at("spec", "ports").items().stream()
                .map(port -> port.at("targetPort"))
                .filter(port -> port.is(MANAGEMENT))
                .map(port -> port.wrong("whoever reaches the management port is an operator"));
        return type.exists() && !type.is("ClusterIP")
                ? Stream.concat(management, Stream.of(type.wrong("opens it to outside")))
                : management;
    }

    private static Stream<Finding> denied(Manifests manifests) {
        boolean all = manifests
                .of("NetworkPolicy")
                .map(policy -> policy.at("spec"))
                .anyMatch(spec -> spec.at("podSelector").exists()
                        && spec.at("podSelector").fields().isEmpty()
                        && spec.at("policyTypes").is(List.of("Ingress", "Egress"))
                        && !spec.at("ingress").exists()
                        && !spec.at("egress").exists());
        return all ? Stream.empty() : Stream.of(new Finding("NetworkPolicy", "none refuses everything to everybody"));
    }

    /** Of the policies only one lets anybody reach the management port: Prometheus. */
    private static Stream<Finding> managed(Manifests manifests) {
        var pods = Pods.of(manifests).stream().filter(Pods::isService).toList();
        return manifests
                .of("NetworkPolicy")
                .filter(policy -> !name(policy).equals("metrics"))
                .flatMap(policy -> policy.at("spec", "ingress").items().stream()
                        .filter(rule -> pods.stream()
                                .anyMatch(some -> some.selectedBy(policy.at("spec", "podSelector", "matchLabels")
                                                .texts())
                                        && reaches(rule, some)))
                        .map(rule -> rule.wrong("reaches the management port")));
    }

    private static boolean reaches(Node rule, Pods pods) {
        var management = pods.port(new Node("", MANAGEMENT));
        return !rule.at("ports").exists()
                || rule.at("ports").items().stream()
                        .anyMatch(port -> pods.port(port.at("port")).equals(management));
    }
}
