package dev.ticketing.system.deployment;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code skaffold.yaml} builds, which is every image of ours.
 *
 * @param file the whole of it
 */
record Skaffold(Manifests file) {

    /** All are of one version. */
    private static final String TAG = ":1.0.0";

    static Skaffold read() {
        return new Skaffold(Manifests.parse(Sources.read("skaffold.yaml")));
    }

    Node config() {
        return file.all().get(0);
    }

    /** Without tags, which are Skaffold's own. */
    Set<String> images() {
        return config().at("build", "artifacts").items().stream()
                .map(artifact -> artifact.at("image").text())
                .collect(Collectors.toSet());
    }

    /** As manifests name them. */
    Set<String> tagged() {
        return images().stream().map(image -> image + TAG).collect(Collectors.toSet());
    }
}
