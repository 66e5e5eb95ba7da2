package dev.ticketing.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A context's OpenAPI document, read. */
final class Contract {

    /** The library knows no streams of events; to it they are text. */
    static final String EVENT_STREAM = "text/event-stream";

    static final String TEXT = "text/plain";

    /** What the library says of a whole, too, when something is wrong with a part: a known member is "additional". */
    private static final Pattern VAGUE = Pattern.compile("A sub-?schema had errors"
            + "|Property \".*\" does not match (additional properties )?schema"
            + "|Items did not match schema|Instance does not match (\"then\" schema|\"else\" schema|every subschema)");

    private final String context;
    private final OpenAPIContract document;
    private final SchemaRepository schemas;
    private final IdentityHashMap<JsonSchema, Validator> validators = new IdentityHashMap<>();

    private Contract(String context, OpenAPIContract document) {
        this.context = context;
        this.document = document;
        this.schemas = document.getSchemaRepository();
    }

    /**
     * Reads a file of the class path; fails when it is no valid OpenAPI 3.1 document.
     *
     * @param context whose it is
     */
    static Contract read(String context, String file) {
        var vertx = Vertx.vertx();
        try {
            return new Contract(context, Eventually.await(OpenAPIContract.from(vertx, json(file))));
        } catch (IOException | AssertionError e) {
            throw new AssertionError(file + " is no valid OpenAPI 3.1 document: " + e.getMessage(), e);
        } finally {
            Eventually.await(vertx.close());
        }
    }

    private static JsonObject json(String file) throws IOException {
        try (var yaml = Contract.class.getClassLoader().getResourceAsStream(file)) {
            var text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8).replace(EVENT_STREAM + ":", TEXT + ":");
            Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return new JsonObject(new JsonObject(read).encode());
        }
    }

    String context() {
        return context;
    }

    OpenAPIContract document() {
        return document;
    }

    List<Operation> operations() {
        return document.operations();
    }

    /** Which operation a request is, by method and path template. */
    Optional<Operation> operation(Exchange exchange) {
        return Optional.ofNullable(document.findOperation(exchange.path(), exchange.method()));
    }

    /** The statuses that an operation's document lists. */
    static List<Integer> statuses(Operation operation) {
        return operation.getOpenAPIModel().getJsonObject("responses").fieldNames().stream()
                .filter(status -> status.matches("[1-5][0-9][0-9]"))
                .map(Integer::valueOf)
                .toList();
    }

    static Optional<Response> response(Operation operation, int status) {
        return Optional.ofNullable(operation.getResponse(status));
    }

    /** What is wrong with a JSON value; empty when the schema takes it. The library may note things in its schemas. */
    synchronized List<String> differences(JsonSchema schema, Object value) {
        return causes(validators.computeIfAbsent(schema, schemas::validator).validate(value));
    }

    /** What is wrong with a schema of the document as a JSON Schema, draft 2020-12. */
    synchronized List<String> differencesOfSchema(JsonObject schema) {
        return causes(schemas.validator("https://json-schema.org/draft/2020-12/schema")
                .validate(schema));
    }

    private static List<String> causes(OutputUnit result) {
        if (Boolean.TRUE.equals(result.getValid())) {
            return List.of();
        }
        var errors = result.getErrors() == null ? List.<OutputUnit>of() : result.getErrors();
        var causes = errors.stream()
                .filter(error -> !isVague(error) || errors.stream().noneMatch(other -> explains(other, error)))
                .map(error -> error.getInstanceLocation() + ": " + error.getError())
                .distinct()
                .toList();
        return causes.isEmpty() ? List.of("#: does not match") : causes;
    }

    private static boolean isVague(OutputUnit error) {
        return VAGUE.matcher(error.getError()).matches();
    }

    private static boolean explains(OutputUnit other, OutputUnit vague) {
        return !isVague(other) && (other.getInstanceLocation() + "/").startsWith(vague.getInstanceLocation() + "/");
    }
}
