package dev.ticketing.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.session.Keys;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Compose starts has the settings that it reads, is limited, and is out of reach but for the one door. */
class ComposeTest {

    private static final String FILE = "docker/compose.yaml";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");
    private static final KeyPair PAIR = Keys.generate();

    /** What the files of secrets may hold. */
    private static final Map<String, String> HELD = Map.of(
            "MONGO_URI", "mongodb://ticketing:made-up@mongo:27017/?replicaSet=rs0&authSource=admin",
            "RABBITMQ_URI", "amqp://ticketing:made-up@rabbitmq:5672",
            "REDIS_URI", "redis://:made-up@redis:6379",
            "JWT_PRIVATE_KEY", Keys.privatePem(PAIR),
            "JWT_PUBLIC_KEYS", Keys.publicPem(PAIR),
            "STRIPE_SECRET_KEY", "sk_test_madeup",
            "STRIPE_WEBHOOK_SECRET", "whsec_madeup");

    @Test
    void nothing_is_wrong_with_it() {
        assertThat(findings(Sources.read(FILE))).isEmpty();
    }

    @Test
    void its_images_are_the_ones_that_kubernetes_has() {
        var images = services(Sources.read(FILE)).values().stream()
                .map(service -> service.at("image").text())
                .toList();
        assertThat(images).containsAll(Skaffold.read().tagged());
        for (var overlay : List.of("local", "production")) {
            for (var image : first("kubernetes/overlays/" + overlay + "/kustomization.yaml")
                    .at("images")
                    .items()) {
                assertThat(images)
                        .contains(image.at("name").text() + ":"
                                + image.at("newTag").text());
            }
        }
        var broker = first("kubernetes/overlays/production/rabbitmq.yaml").at("spec", "image");
        var database = first("kubernetes/overlays/production/mongo.yaml").at("spec", "version");
        assertThat(images).contains(broker.text(), "mongo:" + database.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ORDER_WINDOW: | ORDER_WINDOWS: | orders",
                "MONGO_URI_FILE: /run/secrets/mongo-uri | MONGO_FILE: /run/secrets/mongo-uri | auth",
                "JWT_PRIVATE_KEY_FILE: /run/secrets/jwt-private.pem | JWT_PRIVATE_KEY_FILE: /run/secrets/jwt.pem | auth",
                "'secrets: [rabbitmq-uri, redis-uri]' | 'secrets: [redis-uri]' | expiration",
                "'jwt-private.pem: {file' | 'jwt-privat.pem: {file' | auth",
                "mem_limit: 256m | cpus: 1 | redis",
                "CURRENCY:-usd | CURRENCY:-bitcoin | payments",
                "TRUSTED_PROXIES:-172.30.248.0/24 | TRUSTED_PROXIES:-172.16.0.0/12 | auth",
                "'networks: [backends]\n    mem_limit: 768m' | 'ports: [\"5672:5672\"]\n    mem_limit: 768m' | rabbitmq"
            })
    void a_planted_slip_is_found_where_it_is(String right, String wrong, String service) {
        var file = Sources.read(FILE);
        assertThat(file).contains(right.replace("\\n", "\n"));
        var planted = file.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
        assertThat(findings(planted)).extracting(Finding::path).anyMatch(path -> path.contains("services." + service));
    }

    private static List<Finding> findings(String text) {
        var findings = new ArrayList<Finding>();
        var compose = Node.parse(FILE, text).get(0);
        compose.at("services").fields().forEach((name, service) -> {
            findings.addAll(given(compose, name, service));
            if (!service.at("mem_limit").exists()) {
                findings.add(service.at("mem_limit").wrong("is missing"));
            }
            for (var port : service.at("ports").items()) {
                if (!name.equals("web") && !port.text().startsWith("127.0.0.1:")) {
                    findings.add(port.wrong("is open to others"));
                }
            }
        });
        return findings;
    }

    /** Only of what is ours: others' programs have others' settings. */
    private static List<Finding> given(Node compose, String name, Node service) {
        var findings = new ArrayList<Finding>();
        var environment = new HashMap<String, String>();
        service.at("secrets").items().stream()
                .filter(secret -> secret.value() instanceof String
                        && !compose.at("secrets", secret.text()).exists())
                .forEach(secret -> findings.add(secret.wrong("is no secret of this file")));
        if (!service.at("image").text().startsWith("ticketing/") || name.equals("web")) {
            return findings;
        }
        service.at("environment").fields().forEach((variable, value) -> {
            var setting = SettingsGiven.withoutFile(variable);
            if (variable.endsWith(SettingsGiven.FILE) && HELD.containsKey(setting)) {
                environment.put(setting, HELD.get(setting));
                if (service.at("secrets").items().stream()
                        .noneMatch(secret -> value.is("/run/secrets/" + secret.text()))) {
                    findings.add(value.wrong("is no secret of this service"));
                }
            } else {
                environment.put(variable, unset(value));
            }
            if (variable.equals("TRUSTED_PROXIES") && !unset(value).equals(networkOfTheDoor(compose))) {
                findings.add(value.wrong("is more or less than the door's network"));
            }
            if (!SettingsGiven.reads(name, variable, environment)) {
                findings.add(value.wrong("is nothing that " + name + " reads"));
            }
        });
        SettingsGiven.problem(name, environment).map(service::wrong).ifPresent(findings::add);
        return findings;
    }

    private static Node first(String file) {
        return Node.parse(file, Sources.read(file)).get(0);
    }

    private static String networkOfTheDoor(Node compose) {
        return unset(
                compose.at("networks", "edge", "ipam", "config").items().get(0).at("subnet"));
    }

    /** Where nothing else is set. */
    private static String unset(Node value) {
        return VARIABLE.matcher(value.text()).replaceAll("$1");
    }

    private static Map<String, Node> services(String text) {
        return Node.parse(FILE, text).get(0).at("services").fields();
    }
}
