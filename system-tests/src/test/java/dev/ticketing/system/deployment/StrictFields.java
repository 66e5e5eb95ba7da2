package dev.ticketing.system.deployment;

import static dev.ticketing.system.deployment.Manifests.kind;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every field is one that Kubernetes knows, with a value of its type. A cluster forgets fields that it does not know
 * without a word, and so does the model's own reading, which is told not to here. What operators define is held against
 * {@code operator-fields.yaml}.
 */
final class StrictFields implements Check {

    private static final Map<String, Class<?>> MODEL = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 Secret", Secret.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class));

    /** Parts of Kubernetes' own that operators' objects contain, by the names that {@code operator-fields.yaml} uses. */
    private static final Map<String, Class<?>> PARTS = Map.of(
            "Affinity", Affinity.class,
            "HorizontalPodAutoscalerBehavior", HorizontalPodAutoscalerBehavior.class,
            "LabelSelector", LabelSelector.class,
            "ObjectMeta", ObjectMeta.class,
            "PersistentVolumeClaim", PersistentVolumeClaim.class,
            "PodTemplateSpec", PodTemplateSpec.class,
            "ResourceRequirements", ResourceRequirements.class);

    private final Node operatorFields = operatorFields();

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        return manifests.all().stream().flatMap(object -> {
            var type = object.at("apiVersion").text() + " " + kind(object);
            var byOperator = operatorFields.at(type);
            if (MODEL.containsKey(type)) {
                return read(object, MODEL.get(type)).stream();
            }
            return byOperator.exists()
                    ? differing(object, byOperator)
                    : Stream.of(object.at("apiVersion").wrong("nothing is known of " + type));
        });
    }

    private static List<Finding> read(Node node, Class<?> type) {
        var findings = new ArrayList<Finding>();
        try {
            strictMapper(node, findings).convertValue(node.value(), type);
        } catch (IllegalArgumentException wrongType) {
            var path =
                    wrongType.getCause() instanceof JsonMappingException mapping ? place(node, mapping) : node.path();
            findings.add(new Finding(
                    path,
                    String.valueOf(wrongType.getMessage()).lines().findFirst().orElse("")));
        }
        return findings;
    }

    /** The model puts unknown fields aside; without that they are unknown fields again, and are noted. */
    private static ObjectMapper strictMapper(Node node, List<Finding> findings) {
        var mapper = new ObjectMapper();
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1;

            @Override
            public Boolean hasAnySetter(Annotated annotated) {
                return false;
            }
        });
        mapper.addHandler(new DeserializationProblemHandler() {
            @Override
            public boolean handleUnknownProperty(
                    DeserializationContext context,
                    JsonParser parser,
                    JsonDeserializer<?> deserializer,
                    Object beanOrClass,
                    String name)
                    throws IOException {
                var way = parser.getParsingContext().pathAsPointer().toString();
                findings.add(new Finding(place(node, way), "is unknown"));
                parser.skipChildren();
                return true;
            }
        });
        return mapper;
    }

    /** A JSON pointer as a way from a node. */
    private static String place(Node node, String pointer) {
        var place = node;
        for (var step : pointer.substring(1).split("/", -1)) {
            var name = step.replace("~1", "/").replace("~0", "~");
            place = name.matches("\\d+")
                            && Integer.parseInt(name) < place.items().size()
                    ? place.items().get(Integer.parseInt(name))
                    : place.at(name);
        }
        return place.path();
    }

    private static String place(Node node, JsonMappingException wrong) {
        var pointer = new StringBuilder();
        wrong.getPath().forEach(step -> pointer.append('/')
                .append(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName()));
        return pointer.isEmpty() ? node.path() : place(node, pointer.toString());
    }

    private static Stream<Finding> differing(Node node, Node expected) {
        if (expected.value() instanceof Map) {
            return node.value() instanceof Map
                    ? node.fields().entrySet().stream()
                            .flatMap(field -> ofField(field.getValue(), expected.at(field.getKey())))
                    : Stream.of(node.wrong("has no fields"));
        } else if (expected.value() instanceof List) {
            return node.value() instanceof List
                    ? node.items().stream()
                            .flatMap(item -> differing(item, expected.items().get(0)))
                    : Stream.of(node.wrong("is no list"));
        }
        return PARTS.containsKey(expected.text())
                ? read(node, PARTS.get(expected.text())).stream()
                : isOf(expected.text(), node.value())
                        ? Stream.empty()
                        : Stream.of(node.wrong("is no " + expected.text()));
    }

    private static Stream<Finding> ofField(Node field, Node expected) {
        return expected.exists() ? differing(field, expected) : Stream.of(field.wrong("is unknown"));
    }

    private static boolean isOf(String type, Object value) {
        return switch (type) {
            case "text" -> value instanceof String;
            case "texts" ->
                value instanceof Map<?, ?> map && map.values().stream().allMatch(each -> each instanceof String);
            case "number" -> value instanceof Integer;
            case "flag" -> value instanceof Boolean;
            default ->
                type.startsWith("one of ")
                        && List.of(type.substring("one of ".length()).split(", ", -1))
                                .contains(value);
        };
    }

    private static Node operatorFields() {
        var file = "operator-fields.yaml";
        try (var fields = StrictFields.class.getResourceAsStream(file)) {
            return Node.parse(file, new String(fields.readAllBytes(), StandardCharsets.UTF_8))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
