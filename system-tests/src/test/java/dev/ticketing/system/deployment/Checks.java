package dev.ticketing.system.deployment;

import java.util.List;
import java.util.Set;

/** Everything that is checked of a rendering. */
final class Checks {

    private Checks() {}

    /**
     * What is wrong with it; empty when nothing is.
     *
     * @param made Secrets that somebody makes beforehand
     * @param images ours
     */
    static List<Finding> findings(Manifests manifests, Manifests made, Set<String> images) {
        var secrets = Secrets.of(made, manifests);
        List<Check> checks = List.of(
                new StrictFields(),
                new Selectors(),
                new Ports(),
                new Lifecycle(),
                new Hardening(),
                new Images(images),
                new SettingsGiven(secrets),
                new References(secrets),
                new EdgeRoutes(Edge.ofContracts()));
        return checks.stream().flatMap(check -> check.findings(manifests)).toList();
    }
}
