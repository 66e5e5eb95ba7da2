package dev.ticketing.system;

import java.util.Map;
import java.util.Optional;

/** What browsers are sent to: the marketplace that {@code -Ddeployed} names, or else a standalone of the test's own. */
final class Site implements AutoCloseable {

    private final String address;
    private final Optional<ServiceProcess> own;

    private Site(String address, Optional<ServiceProcess> own) {
        this.address = address;
        this.own = own;
    }

    static Site open() {
        var deployed = System.getProperty("deployed", "");
        if (!deployed.isEmpty()) {
            return new Site(deployed, Optional.empty());
        }
        var standalone =
                ServiceProcess.start("standalone", Map.of(), "--port", "0", "--management-port", "0", "--in-memory");
        var port = standalone.awaitLine("is ready: http://localhost:(\\d+)").group(1);
        return new Site("http://localhost:" + port, Optional.of(standalone));
    }

    /** An http URL without a path. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        own.ifPresent(ServiceProcess::close);
    }
}
