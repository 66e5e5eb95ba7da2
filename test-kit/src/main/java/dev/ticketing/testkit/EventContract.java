package dev.ticketing.testkit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.CloudEvent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a message between the services must look like, as the AsyncAPI file in {@code shared} says. */
public final class EventContract {

    private static final String FILE = "asyncapi.yaml";
    private static final int PERSISTENT = 2;

    /** The keywords of errors that only say that there are others further down. */
    private static final Pattern SAYS_THAT_A_PART_IS_WRONG = Pattern.compile("/(\\$ref|allOf|properties)$");

    private final JsonObject document;
    private final SchemaRepository schemas;
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    private EventContract(JsonObject document) {
        this.document = document;
        var options = new JsonSchemaOptions()
                .setBaseUri("https://ticketing.dev/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        // The validator leaves notes of its own in what it reads.
        schemas = SchemaRepository.create(options).dereference(FILE, JsonSchema.of(document.copy()));
    }

    /** Reads the file. */
    public static EventContract read() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (var file = EventType.class.getResourceAsStream(FILE)) {
            Map<String, Object> yaml = new Yaml(new SafeConstructor(options)).load(file);
            // Encoded once, so that everything in it is what a JSON parser would have made.
            return new EventContract(new JsonObject(new JsonObject(yaml).encode()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole file. */
    public JsonObject document() {
        return document;
    }

    /** What a reference leads to, or the object itself when it is none. */
    public JsonObject resolve(JsonObject object) {
        var reference = object.getString("$ref");
        return reference == null
                ? object
                : resolve((JsonObject) JsonPointer.from(reference.substring(1)).queryJson(document));
    }

    /** The service that publishes events of a type. */
    public String senderOf(EventType type) {
        return document.getJsonObject("operations").stream()
                .filter(operation -> operation.getKey().endsWith(".publish"))
                .filter(operation -> resolve(((JsonObject) operation.getValue()).getJsonObject("channel"))
                        .getJsonObject("messages")
                        .containsKey(type.wireName()))
                .map(operation ->
                        operation.getKey().substring(0, operation.getKey().indexOf('.')))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody publishes " + type.wireName()));
    }

    /** What is wrong with an event, in words; nothing when it is as its type's message says. */
    public List<String> problemsOf(JsonObject event) {
        return problems(event.getString("type"), "payload", event);
    }

    /** What is wrong with an event's message as a queue delivers it. */
    public List<String> problemsOf(Delivery message) {
        var body = new String(message.getBody(), StandardCharsets.UTF_8);
        try {
            var event = new JsonObject(body);
            var problems = new ArrayList<>(problemsOf(event));
            problems.addAll(envelopeProblems(message, event));
            return problems;
        } catch (DecodeException notJson) {
            return List.of("this is no JSON object: " + body);
        }
    }

    /** What is wrong with the headers of a message of this name. */
    public List<String> headerProblems(String name, BasicProperties properties) {
        var headers = new JsonObject();
        Optional.ofNullable(properties.getHeaders())
                .orElse(Map.of())
                .forEach((header, value) -> headers.put(
                        header, value instanceof Number || value instanceof Boolean ? value : value.toString()));
        return problems(name, "headers", headers);
    }

    private List<String> envelopeProblems(Delivery message, JsonObject event) {
        var problems = new ArrayList<String>();
        var properties = message.getProperties();
        var type = event.getString("type");
        expect(problems, "routing key", type, message.getEnvelope().getRoutingKey());
        expect(problems, "message id", event.getValue("id"), properties.getMessageId());
        expect(problems, "content type", CloudEvent.CONTENT_TYPE, properties.getContentType());
        expect(problems, "delivery mode", PERSISTENT, properties.getDeliveryMode());
        problems.addAll(headerProblems(type, properties));
        return problems;
    }

    private static void expect(List<String> problems, String what, Object expected, Object actual) {
        if (!String.valueOf(expected).equals(String.valueOf(actual))) {
            problems.add("the %s is %s, not %s".formatted(what, actual, expected));
        }
    }

    private List<String> problems(String name, String part, JsonObject value) {
        if (!document.getJsonObject("components").getJsonObject("messages").containsKey(String.valueOf(name))) {
            return List.of("there is no message " + name);
        }
        var result = validators
                .computeIfAbsent("%s#/components/messages/%s/%s".formatted(FILE, name, part), schemas::validator)
                .validate(value);
        return result.getValid()
                ? List.of()
                : result.getErrors().stream()
                        .filter(error -> !SAYS_THAT_A_PART_IS_WRONG
                                .matcher(error.getKeywordLocation())
                                .find())
                        .map(error -> error.getInstanceLocation() + " " + error.getError())
                        .toList();
    }
}
