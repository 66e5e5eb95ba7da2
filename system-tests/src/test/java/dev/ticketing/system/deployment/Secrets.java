package dev.ticketing.system.deployment;

import static dev.ticketing.system.deployment.Manifests.name;

import dev.ticketing.shared.session.Keys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Secrets that there will be, with values as they will look: made by {@code kubernetes/make-secrets}, or by the
 * External Secrets Operator out of values that are made up here.
 *
 * @param values by Secret and key
 */
record Secrets(Map<String, Map<String, String>> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{ \\.(\\w+) }}");

    /** One for all, since the private key has to belong to one of the public ones. */
    private static final KeyPair PAIR = Keys.generate();

    static Secrets of(Manifests... sources) {
        var values = new HashMap<String, Map<String, String>>();
        for (var source : sources) {
            source.of("Secret").forEach(secret -> values.put(name(secret), decoded(secret.at("data"))));
            source.of("ExternalSecret")
                    .forEach(secret ->
                            values.put(secret.at("spec", "target", "name").text(), filledIn(secret)));
        }
        return new Secrets(values);
    }

    boolean has(String secret) {
        return values.containsKey(secret);
    }

    boolean has(String secret, String key) {
        return of(secret).containsKey(key);
    }

    /** Empty when there is no such Secret. */
    Map<String, String> of(String secret) {
        return values.getOrDefault(secret, Map.of());
    }

    /** What a template takes from the store must be fetched from there, and the other way round. */
    static Stream<Finding> templates(Manifests manifests) {
        return manifests.of("ExternalSecret").flatMap(secret -> {
            var fetched = secret.at("spec", "data").items().stream()
                    .map(data -> data.at("secretKey"))
                    .toList();
            var known = fetched.stream().map(Node::text).collect(Collectors.toSet());
            var used = new HashSet<String>();
            var unknown = secret.at("spec", "target", "template", "data").fields().values().stream()
                    .filter(template -> {
                        var variables = variables(template.text());
                        used.addAll(variables);
                        return !known.containsAll(variables);
                    })
                    .map(template -> template.wrong("takes what is not fetched"))
                    .toList();
            var idle = fetched.stream()
                    .filter(key -> !used.contains(key.text()))
                    .map(key -> key.wrong("is fetched for nothing"));
            return Stream.concat(unknown.stream(), idle);
        });
    }

    private static Set<String> variables(String template) {
        return VARIABLE.matcher(template).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Map<String, String> decoded(Node data) {
        var values = new LinkedHashMap<String, String>();
        data.texts()
                .forEach((key, value) ->
                        values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }

    private static Map<String, String> filledIn(Node secret) {
        var values = new LinkedHashMap<String, String>();
        secret.at("spec", "target", "template", "data")
                .texts()
                .forEach((key, template) ->
                        values.put(key, VARIABLE.matcher(template).replaceAll(variable -> madeUp(variable.group(1)))));
        return values;
    }

    private static String madeUp(String variable) {
        return switch (variable) {
            case "private" -> Keys.privatePem(PAIR);
            case "public" -> Keys.publicPem(PAIR);
            case "secret" -> "sk_live_madeup";
            case "publishable" -> "pk_live_madeup";
            case "webhook" -> "whsec_madeup";
            default -> "made-up-" + variable;
        };
    }
}
