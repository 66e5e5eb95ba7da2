package dev.ticketing.system.deployment;

import java.util.stream.Stream;

/** One kind of thing that can be wrong with manifests. */
interface Check {
    Stream<Finding> findings(Manifests manifests);
}
