package dev.ticketing.system.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked of the edge and who has to answer, as the contracts have it.
 *
 * @param requests a path of each kind, with the service that it belongs to
 */
record Edge(Map<String, String> requests) {

    static final String STREAM = "/api/tickets/stream";
    static final List<String> CONTEXTS = List.of("auth", "tickets", "orders", "payments");

    /** The browser app, and what the API does not have, which web refuses as the API would. */
    private static final List<String> PAGE = List.of("/", "/index.html", "/assets/app.js", "/api/nothing");

    /** The page that shows the contracts may come from any service. */
    private static final List<String> DOCS = List.of("/api/docs", "/api/docs/docs.js");

    static Edge ofContracts() {
        var requests = new TreeMap<String, String>();
        PAGE.forEach(path -> requests.put(path, "web"));
        DOCS.forEach(path -> requests.put(path, "auth"));
        requests.put(STREAM, "tickets");
        for (var context : CONTEXTS) {
            requests.put("/api/docs/" + context + ".yaml", context);
            contract(context)
                    .at("paths")
                    .fields()
                    .keySet()
                    .forEach(path -> requests.put(path.replaceAll("\\{\\w+}", "1"), context));
        }
        return new Edge(requests);
    }

    /** With the simulator's page, where there is one. */
    Edge withSimulator() {
        var all = new TreeMap<>(requests);
        all.put("/3ds/pi_1", "stripe-simulator");
        return new Edge(all);
    }

    private static Node contract(String context) {
        var file = "/dev/ticketing/" + context + "/openapi.yaml";
        try (var contract = Edge.class.getResourceAsStream(file)) {
            return Node.parse(file, new String(contract.readAllBytes(), StandardCharsets.UTF_8))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
