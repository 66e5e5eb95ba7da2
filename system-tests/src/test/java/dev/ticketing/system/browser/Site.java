package dev.ticketing.system.browser;

import dev.ticketing.system.ServiceProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What browsers are sent to: the marketplace that {@code -Ddeployed} names, or else a standalone of the test's own. */
final class Site implements AutoCloseable {

    /** Whoever verifies this address is an admin. */
    static final String ADMIN = "boss@example.com";

    private final String address;
    private final Optional<ServiceProcess> own;
    private final Optional<String> mailbox;

    private Site(String address, Optional<ServiceProcess> own, Optional<String> mailbox) {
        this.address = address;
        this.own = own;
        this.mailbox = mailbox;
    }

    static Site open() {
        var deployed = System.getProperty("deployed", "");
        if (!deployed.isEmpty()) {
            return new Site(deployed, Optional.empty(), Optional.empty());
        }
        return openWith(Map.of());
    }

    /** A standalone with settings of the test's own. */
    static Site openWith(Map<String, String> settings) {
        // All browsers come from one address and are quicker than people.
        var environment = new HashMap<>(Map.of("RATE_LIMITS", "off", "ADMIN_EMAILS", ADMIN));
        environment.putAll(settings);
        var standalone =
                ServiceProcess.start("standalone", environment, "--port", "0", "--management-port", "0", "--in-memory");
        var ready = standalone.awaitLine("is ready: (http://localhost:\\d+) \\(management: (http://localhost:\\d+)\\)");
        return new Site(ready.group(1), Optional.of(standalone), Optional.of(ready.group(2) + "/mailbox"));
    }

    /** An http URL without a path. */
    String address() {
        return address;
    }

    /** Where mails are to be seen; they have left a marketplace that is deployed. */
    Optional<String> mailbox() {
        return mailbox;
    }

    @Override
    public void close() {
        own.ifPresent(ServiceProcess::close);
    }
}
