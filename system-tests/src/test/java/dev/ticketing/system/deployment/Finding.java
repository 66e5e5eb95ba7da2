package dev.ticketing.system.deployment;

/**
 * Something wrong with a document.
 *
 * @param path where, such as {@code Service/auth spec.ports[0].targetPort}
 */
record Finding(String path, String problem) {
    @Override
    public String toString() {
        return path + ": " + problem;
    }
}
