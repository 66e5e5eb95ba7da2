package dev.ticketing.system.deployment;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images are of one version each, and ours are those that are built.
 *
 * @param ours with their tags
 */
record Images(Set<String> ours) implements Check {

    private static final String OURS = "ticketing/";
    private static final Pattern PINNED = Pattern.compile("[a-z./-]+:\\d+\\.\\d+\\.\\d+[a-z-]*");

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        return images(manifests)
                .filter(image -> image.text().startsWith(OURS)
                        ? !ours.contains(image.text())
                        : !PINNED.matcher(image.text()).matches())
                .map(image -> image.wrong("is not built here, nor one version of another's"));
    }

    static Stream<Node> images(Manifests manifests) {
        return Stream.concat(
                Pods.of(manifests).stream().flatMap(Pods::containers).map(container -> container.at("image")),
                manifests.of("RabbitmqCluster").map(cluster -> cluster.at("spec", "image")));
    }
}
