package dev.ticketing.system.deployment;

import dev.ticketing.shared.service.ProcessSettings;
import dev.ticketing.shared.service.Service;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.settings.Setting;
import dev.ticketing.shared.settings.SettingsException;
import dev.ticketing.standalone.Contexts;
import dev.ticketing.stripesimulator.StripeSimulatorSettings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each process gets in its environment is what it reads, from ConfigMaps and Secrets that are there, and with it the
 * process would start: its own reading of settings is asked.
 */
record SettingsGiven(Secrets secrets) implements Check {

    /** What OpenTelemetry's SDK reads by itself. */
    private static final Set<String> OPENTELEMETRY = Set.of(
            "OTEL_SERVICE_NAME", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG");

    static final String FILE = "_FILE";
    private static final String SIMULATOR = "stripe-simulator";

    /** What programs of others read of what is given to them. */
    private static final Map<String, Set<String>> OTHERS = Map.of(
            SIMULATOR,
            Set.of(
                    "HTTP_HOST",
                    "HTTP_PORT",
                    "STRIPE_SECRET_KEY",
                    "STRIPE_WEBHOOK_SECRET",
                    "WEBHOOK_URL",
                    "PUBLIC_URL",
                    "LEDGER_FILE"),
            "web",
            Set.of("STRIPE_PUBLISHABLE_KEY", "STRIPE_API_BASE"),
            "mongo",
            Set.of("HOME"),
            "rabbitmq",
            Set.of("RABBITMQ_DEFAULT_USER", "RABBITMQ_DEFAULT_PASS", "RABBITMQ_NODENAME"),
            "redis",
            Set.of("REDIS_PASSWORD"));

    /**
     * Something in the environment.
     *
     * @param source where it is given
     */
    private record Given(Node source, String name, Optional<String> value) {}

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        return Pods.of(manifests).stream()
                .filter(pods -> !pods.madeByOperator())
                .flatMap(pods -> pods.containers().flatMap(container -> {
                    var given = given(manifests, container).toList();
                    var environment = new LinkedHashMap<String, String>();
                    given.forEach(each -> each.value().ifPresent(value -> environment.put(each.name(), value)));
                    return Stream.concat(
                            unread(given.stream(), pods.name(), environment),
                            wrong(container, pods.name(), environment));
                }));
    }

    private static Stream<Finding> unread(Stream<Given> given, String process, Map<String, String> environment) {
        return given.flatMap(each -> each.value().isEmpty()
                ? Stream.of(each.source().wrong(each.name()))
                : reads(process, each.name(), environment)
                        ? Stream.empty()
                        : Stream.of(each.source().wrong(each.name() + " is nothing that " + process + " reads")));
    }

    /** Whether a process reads a variable, as a setting, as a file that holds one, or as OpenTelemetry's own. */
    static boolean reads(String process, String name, Map<String, String> environment) {
        if (Contexts.BY_NAME.containsKey(process) && OPENTELEMETRY.contains(name)) {
            return true;
        }
        var known = known(process, environment);
        return known.contains(name) || known.contains(withoutFile(name));
    }

    /** The setting that a file's variable is for; the name itself when it is none. */
    static String withoutFile(String name) {
        return name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
    }

    private static Stream<Finding> wrong(Node container, String process, Map<String, String> environment) {
        return problem(process, environment).map(container::wrong).stream();
    }

    /** Why a process would not start with this environment. */
    static Optional<String> problem(String process, Map<String, String> environment) {
        try {
            if (Contexts.BY_NAME.containsKey(process)) {
                read(process, new Environment(environment)).check();
            } else if (process.equals(SIMULATOR)) {
                StripeSimulatorSettings.fromEnvironment(environment);
            }
            return Optional.empty();
        } catch (SettingsException | IllegalArgumentException problem) {
            return Optional.of(problem.getMessage());
        }
    }

    /** What a process asks its environment for. */
    private static Set<String> known(String process, Map<String, String> environment) {
        if (!Contexts.BY_NAME.containsKey(process)) {
            return OTHERS.getOrDefault(process, Set.of());
        }
        var known = new HashSet<String>();
        for (var each : Set.of(Map.<String, String>of(), environment)) {
            known.addAll(read(process, new Environment(each)).asked().stream()
                    .map(Setting::name)
                    .collect(Collectors.toSet()));
        }
        return known;
    }

    private static Environment read(String process, Environment environment) {
        Objects.requireNonNull(ProcessSettings.read(environment));
        Objects.requireNonNull(Contexts.BY_NAME.get(process).apply(environment, Service.CLOCK));
        return environment;
    }

    /** In the order in which later ones win. What has no value names its problem instead. */
    private Stream<Given> given(Manifests manifests, Node container) {
        return Stream.concat(
                container.at("envFrom").items().stream().flatMap(source -> all(manifests, source)),
                container.at("env").items().stream().map(variable -> one(manifests, variable)));
    }

    private Stream<Given> all(Manifests manifests, Node source) {
        var map = source.at("configMapRef", "name");
        var secret = source.at("secretRef", "name");
        if (map.exists()) {
            var found = manifests.find("ConfigMap", map.text());
            return found.isEmpty()
                    ? Stream.of(new Given(map, "there is no such ConfigMap", Optional.empty()))
                    : found.get().at("data").fields().entrySet().stream()
                            .map(entry -> new Given(
                                    entry.getValue(),
                                    entry.getKey(),
                                    Optional.of(entry.getValue().text())));
        }
        return secrets.has(secret.text())
                ? secrets.of(secret.text()).entrySet().stream()
                        .map(entry -> new Given(secret, entry.getKey(), Optional.of(entry.getValue())))
                : Stream.of(new Given(secret, "there is no such Secret", Optional.empty()));
    }

    private Given one(Manifests manifests, Node variable) {
        var name = variable.at("name").text();
        var secret = variable.at("valueFrom", "secretKeyRef");
        var map = variable.at("valueFrom", "configMapKeyRef");
        if (secret.exists()) {
            var value =
                    secrets.of(secret.at("name").text()).get(secret.at("key").text());
            return value == null
                    ? new Given(secret.at("key"), "there is no such key, or no such Secret", Optional.empty())
                    : new Given(variable.at("name"), name, Optional.of(value));
        } else if (map.exists()) {
            return manifests
                    .find("ConfigMap", map.at("name").text())
                    .map(found -> found.at("data", map.at("key").text()))
                    .filter(Node::exists)
                    .map(value -> new Given(variable.at("name"), name, Optional.of(value.text())))
                    .orElseGet(() ->
                            new Given(map.at("key"), "there is no such key, or no such ConfigMap", Optional.empty()));
        }
        // What Kubernetes tells of the pod itself is known to it alone.
        return new Given(
                variable.at("name"), name, Optional.of(variable.at("value").text()));
    }
}
