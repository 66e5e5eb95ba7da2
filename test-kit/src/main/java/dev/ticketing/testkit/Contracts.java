package dev.ticketing.testkit;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/**
 * The contracts of the contexts on the class path ({@code dev/ticketing/<context>/openapi.yaml}). Whatever passes through
 * an {@link ApiClient} is held against them: an answer must be one that the contract documents for the operation and
 * status, what a contract refuses must not be served, and under {@code /api/} and {@code /.well-known/} nothing but {@code /api/docs} is served
 * that is no operation. Where one differs the request fails, and so does the test ({@link ContractExtension}).
 */
public final class Contracts {

    private static final String API = "/api/";
    private static final String WELL_KNOWN = "/.well-known/";
    private static final String DOCS = "/api/docs";

    /** Refused before it is known what was asked for. */
    private static final Set<Integer> BEFORE_ANY_OPERATION = Set.of(414, 431);

    private static final int MAX_VIOLATIONS = 100;

    private static final Set<Outcome> SEEN = new ConcurrentSkipListSet<>();
    private static final BlockingQueue<ContractViolation> VIOLATIONS = new ArrayBlockingQueue<>(MAX_VIOLATIONS);

    private static List<Contract> all;

    /** A status of an operation. */
    public record Outcome(String operationId, int status) implements Comparable<Outcome> {

        @Override
        public int compareTo(Outcome other) {
            return Comparator.comparing(Outcome::operationId)
                    .thenComparing(Outcome::status)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return operationId + " " + status;
        }
    }

    private Contracts() {}

    /** Every status of every operation that a contract on the class path documents. */
    public static Set<Outcome> documented() {
        return all().stream()
                .flatMap(contract -> contract.operations().stream())
                .flatMap(operation -> Contract.statuses(operation).stream()
                        .map(status -> new Outcome(operation.getOperationId(), status)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of them that were answered, as documented, to a client in this JVM so far. */
    public static Set<Outcome> seen() {
        return new TreeSet<>(SEEN);
    }

    /** The documents themselves, as they are written. */
    public static List<JsonObject> documents() {
        return all().stream()
                .map(contract -> contract.document().getRawContract())
                .toList();
    }

    /** A context's operations, each as method and path template: {@code GET /api/tickets/{id}}. */
    public static Set<String> operationsOf(String context) {
        return of(context).operations().stream()
                .map(operation -> operation.getHttpMethod() + " " + operation.getAbsoluteOpenAPIPath())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What is wrong with a context's contract in itself, beyond being a valid OpenAPI 3.1 document: schemas that are
     * none, examples that do not match, answers that leave anything open, operations without words.
     */
    public static List<String> flawsOf(String context) {
        return ContractReview.flaws(of(context));
    }

    /** Reads them if nobody has yet: better on a test's own thread than on an event loop. */
    static void read() {
        all();
    }

    /** Holds an exchange against the contracts. */
    static void check(Exchange exchange) {
        if (!exchange.path().startsWith(API) && !exchange.path().startsWith(WELL_KNOWN)) {
            return;
        }
        var differences = differences(exchange);
        if (!differences.isEmpty()) {
            var violation = new ContractViolation(exchange, differences);
            VIOLATIONS.offer(violation);
            throw violation;
        }
    }

    /** The violations since the last time this was asked. */
    static List<ContractViolation> takeViolations() {
        var taken = new ArrayList<ContractViolation>();
        VIOLATIONS.drainTo(taken);
        return taken;
    }

    private static List<String> differences(Exchange exchange) {
        if (!BEFORE_ANY_OPERATION.contains(exchange.status())) {
            for (var contract : all()) {
                var operation = contract.operation(exchange);
                if (operation.isPresent()) {
                    var differences = Conformance.differences(contract, operation.get(), exchange);
                    if (differences.isEmpty()) {
                        SEEN.add(new Outcome(operation.get().getOperationId(), exchange.status()));
                    }
                    return differences;
                }
            }
        }
        return differencesOutside(exchange);
    }

    private static List<String> differencesOutside(Exchange exchange) {
        if (exchange.status() >= 400) {
            return ErrorShape.differences(exchange);
        }
        return isOfDocs(exchange.path()) || all().isEmpty()
                ? List.of()
                : List.of("no contract has this operation, yet it was served");
    }

    private static boolean isOfDocs(String path) {
        return path.equals(DOCS) || path.startsWith(DOCS + "/");
    }

    private static Contract of(String context) {
        return all().stream()
                .filter(contract -> contract.context().equals(context))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no contract of " + context + " on the class path"));
    }

    /** Read once per JVM. */
    private static synchronized List<Contract> all() {
        if (all == null) {
            all = ContractFiles.onClassPath();
        }
        return all;
    }
}
