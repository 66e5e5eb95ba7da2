package dev.ticketing.system.deployment;

import dev.ticketing.shared.messaging.Topology;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whatever else names an object names one that is there: Secrets, accounts, volumes, hosts in addresses. */
record References(Secrets secrets) implements Check {

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        return Stream.of(
                        Secrets.templates(manifests),
                        secretNames(manifests)
                                .filter(secret -> !secrets.has(secret.text()))
                                .map(secret -> secret.wrong("there is no such Secret")),
                        manifests
                                .of("TriggerAuthentication")
                                .flatMap(
                                        authentication -> authentication.at("spec", "secretTargetRef").items().stream())
                                .filter(reference -> !secrets.has(
                                        reference.at("name").text(),
                                        reference.at("key").text()))
                                .map(reference -> reference.wrong("there is no such Secret with such a key")),
                        triggers(manifests),
                        Pods.of(manifests).stream().flatMap(pods -> ofPods(manifests, pods)),
                        addresses(manifests),
                        namespaces(manifests))
                .flatMap(findings -> findings);
    }

    private static Stream<Node> secretNames(Manifests manifests) {
        return Stream.of(
                        manifests
                                .of("Ingress")
                                // A certificate that cert-manager makes when it sees the name.
                                .filter(ingress -> !ingress.at("metadata", "annotations")
                                        .texts()
                                        .containsKey("cert-manager.io/cluster-issuer"))
                                .flatMap(ingress -> ingress.at("spec", "tls").items().stream())
                                .map(tls -> tls.at("secretName")),
                        manifests
                                .of("RabbitmqCluster")
                                .map(cluster -> cluster.at("spec", "secretBackend", "externalSecret", "name")),
                        manifests
                                .of("MongoDBCommunity")
                                .flatMap(mongo -> mongo.at("spec", "users").items().stream())
                                .map(user -> user.at("passwordSecretRef", "name")),
                        Pods.of(manifests).stream()
                                .flatMap(pods -> pods.spec().at("volumes").items().stream())
                                .map(volume -> volume.at("secret", "secretName"))
                                .filter(Node::exists))
                .flatMap(names -> names);
    }

    private static Stream<Finding> triggers(Manifests manifests) {
        return manifests
                .of("ScaledObject")
                .flatMap(scaler -> scaler.at("spec", "triggers").items().stream())
                .flatMap(trigger -> {
                    var authentication = trigger.at("authenticationRef", "name");
                    var queue = trigger.at("metadata", "queueName");
                    return Stream.of(
                                    authentication.exists()
                                                    && !manifests.has("TriggerAuthentication", authentication.text())
                                            ? authentication.wrong("there is no such TriggerAuthentication")
                                            : null,
                                    queue.exists() && !Topology.queues().contains(queue.text())
                                            ? queue.wrong("is no queue of ours")
                                            : null)
                            .filter(finding -> finding != null);
                });
    }

    private static Stream<Finding> ofPods(Manifests manifests, Pods pods) {
        var account = pods.spec().at("serviceAccountName");
        var volumes = Stream.concat(
                        pods.spec().at("volumes").items().stream().map(volume -> volume.at("name")),
                        pods.owner().at("spec", "volumeClaimTemplates").items().stream()
                                .map(claim -> claim.at("metadata", "name")))
                .map(Node::text)
                .toList();
        return Stream.concat(
                Stream.of(account)
                        .filter(name -> name.exists() && !manifests.has("ServiceAccount", name.text()))
                        .map(name -> name.wrong("there is no such ServiceAccount")),
                pods.containers()
                        .flatMap(container -> container.at("volumeMounts").items().stream())
                        .map(mount -> mount.at("name"))
                        .filter(name -> !volumes.contains(name.text()))
                        .map(name -> name.wrong("there is no such volume")));
    }

    /** Hosts and ports in what is named ..._URI or STRIPE_API_BASE. */
    private Stream<Finding> addresses(Manifests manifests) {
        var inMaps = manifests
                .of("ConfigMap")
                .flatMap(map -> map.at("data").fields().entrySet().stream())
                // Empty is not given.
                .filter(entry ->
                        isAddress(entry.getKey()) && !entry.getValue().text().isEmpty())
                .flatMap(entry -> unknownHosts(manifests, entry.getValue().text())
                        .map(host -> entry.getValue().wrong("nobody listens at " + host)));
        var inSecrets = secrets.values().entrySet().stream().flatMap(secret -> secret.getValue().entrySet().stream()
                .filter(entry -> isAddress(entry.getKey()))
                .flatMap(entry -> unknownHosts(manifests, entry.getValue())
                        .map(host -> new Finding("Secret/" + secret.getKey(), "nobody listens at " + host))));
        return Stream.concat(inMaps, inSecrets);
    }

    private static boolean isAddress(String name) {
        return name.endsWith("_URI") || name.equals("STRIPE_API_BASE");
    }

    /** A list of hosts, as MongoDB allows it, is a valid authority for URI. */
    private static Stream<String> unknownHosts(Manifests manifests, String uri) {
        var authority = URI.create(uri).getRawAuthority();
        return Arrays.stream(authority.substring(authority.indexOf('@') + 1).split(",", -1))
                .filter(host -> !listens(manifests, host));
    }

    private static boolean listens(Manifests manifests, String address) {
        var host = address.split(":", -1)[0];
        var port = address.contains(":") ? Optional.of(Integer.valueOf(address.split(":", -1)[1])) : Optional.empty();
        var names = List.of(host.split("\\.", -1));
        var service = names.get(names.size() - 1);
        var known = Ports.listening(manifests, service);
        if (known.isPresent()) {
            return port.isEmpty() || port.equals(known);
        }
        return manifests.has("RabbitmqCluster", service)
                || manifests.has("MongoDBCommunity", service.replaceFirst("-svc$", ""));
    }

    /** A name means another object in another namespace. */
    private static Stream<Finding> namespaces(Manifests manifests) {
        return manifests.all().stream()
                .filter(object -> !Manifests.kind(object).equals("Namespace"))
                .map(object -> object.at("metadata", "namespace"))
                .filter(namespace -> !manifests.has("Namespace", namespace.text()))
                .map(namespace -> namespace.wrong("is not the one namespace of all"));
    }
}
