package dev.ticketing.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.service.ProcessSettings;
import dev.ticketing.shared.service.Service;
import dev.ticketing.shared.session.Keys;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of settings in docs/operations.md has what is read, by whom, with the defaults that hold. */
class SettingsTableTest {

    /**
     * A setting that is read without an {@link Environment}.
     *
     * @param who as in the table
     * @param file from the project's root; it must name the setting
     */
    private record Elsewhere(String name, String who, String defaultValue, String file) {
        Setting setting() {
            return new Setting(name, false, Optional.of(defaultValue));
        }
    }

    /**
     * What is read before there is an {@link Environment}, or by something that knows none: list it here and in the
     * table.
     */
    private static final List<Elsewhere> ELSEWHERE = List.of();

    /** They take the whole environment, or what is no setting of ours. */
    private static final Set<String> READ_THE_ENVIRONMENT = Set.of(
            "shared/src/main/java/dev/ticketing/shared/service/LogSettings.java",
            "shared/src/main/java/dev/ticketing/shared/service/ServiceMain.java",
            "standalone/src/main/java/dev/ticketing/standalone/StandaloneMain.java",
            "stripe-simulator/src/main/java/dev/ticketing/stripesimulator/StripeSimulatorMain.java",
            "embedded-backends/src/main/java/dev/ticketing/backends/RedisBinary.java",
            "test-kit/src/main/java/dev/ticketing/testkit/BackendServers.java");

    private static final Pattern READING = Pattern.compile("getenv\\(|\\$\\{(env:)?[A-Z_]{3,}");

    private final SettingsTable table;

    SettingsTableTest() throws IOException {
        table = SettingsTable.read();
    }

    @Test
    void the_table_has_what_is_read_when_nothing_is_set() {
        check(table, settingsRead());
    }

    @Test
    void nothing_more_is_read_when_everything_is_set() {
        var everything = everySetting();
        for (var reader : settingsRead().entrySet()) {
            var environment = new Environment(everything);
            read(reader.getKey(), environment);
            assertThatCode(environment::check).doesNotThrowAnyException();
            var known = names(Stream.concat(reader.getValue().stream(), elsewhere(reader.getKey())));
            assertThat(known).containsAll(names(environment.asked().stream()));
        }
    }

    @Test
    void nobody_reads_the_environment_behind_the_tables_back() throws IOException {
        var known = new HashSet<>(READ_THE_ENVIRONMENT);
        for (var setting : ELSEWHERE) {
            known.add(setting.file());
            assertThat(Files.readString(Path.of("..", setting.file()))).contains(setting.name());
        }
        assertThat(filesThatReadTheEnvironment()).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"System.getenv(\"LOG_FORMAT\"), true", "${LOG_FORMAT:-json}, true", "${project.version}, false"})
    void what_reads_the_environment_is_recognised(String code, boolean reads) {
        assertThat(READING.matcher(code).find()).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "| MAX_LIVE_ORDERS | orders | `10`; | MAX_LIVE_ORDERS | orders | `11`",
                "| MAX_LIVE_ORDERS | orders | `10`; | MAX_LIVE_ORDERS | orders | none",
                "| MAX_LIVE_ORDERS | orders | `10`; | MAX_LIVE_ORDERS | orders | required",
                "| MAX_LIVE_ORDERS | orders |; | MAX_ORDERS | orders |",
                "| HTTP_HOST | all |; | HTTP_HOST | all with an API |",
                "| JWT_PUBLIC_KEYS | all with an API |; | JWT_PUBLIC_KEYS | all |",
                "| REDIS_URI | expiration | required |; | REDIS_URI | expiration | none |",
                "| ORDER_WINDOW | orders | `PT15M`; | ORDER_WINDOW | orders | `PT900S`",
                "| DATA_DIR | standalone | `./data`; | DATA_DIR | standalone | `data`",
                "| CURRENCY | tickets, orders, payments | `usd`; | CURRENCY | tickets, orders, payments | usd",
                "| REDIS_URI |; | REDIS_URI | expiration | required | |\\n| NEW |"
            })
    void a_table_that_differs_is_noticed(String right, String wrong) {
        assertThat(table.text()).contains(right);
        var differing = new SettingsTable(table.text().replace(right, wrong.replace("\\n", "\n")));
        assertThatThrownBy(() -> check(differing, settingsRead())).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PORT", "DATA_DIR", "TIMER_LEASE"})
    void a_row_that_is_missing_is_noticed(String name) {
        var without = new SettingsTable(table.text().replaceFirst("(?m)^\\| " + name + " .*\n", ""));
        assertThat(without.text()).isNotEqualTo(table.text());
        assertThatThrownBy(() -> check(without, settingsRead())).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "expiration", "standalone"})
    void a_setting_that_only_the_code_knows_is_noticed(String reader) {
        var settings = settingsRead();
        var environment = new Environment(Map.of());
        environment.integer("NEW_LIMIT", 5, 1, 10);
        settings.get(reader).addAll(environment.asked());
        assertThatThrownBy(() -> check(table, settings)).isInstanceOf(AssertionError.class);
    }

    private static void check(SettingsTable table, Map<String, Set<Setting>> settings) {
        assertThat(table.byReader()).isEqualTo(settings);
    }

    private static Map<String, Set<Setting>> settingsRead() {
        var settings = new HashMap<String, Set<Setting>>();
        Stream.concat(SettingsTable.SERVICES.stream(), Stream.of("standalone")).forEach(reader -> {
            var environment = new Environment(Map.of());
            read(reader, environment);
            var asked = new HashSet<>(environment.asked());
            elsewhere(reader).forEach(asked::add);
            settings.put(reader, asked);
        });
        return settings;
    }

    /** Reads settings as the service does when it starts, or as standalone does for itself. */
    private static void read(String reader, Environment environment) {
        if (reader.equals("standalone")) {
            assertThat(new Options().dataDirectory(environment)).isPresent();
        } else {
            assertThat(ProcessSettings.read(environment)).isNotNull();
            assertThat(Contexts.BY_NAME
                            .get(reader)
                            .apply(environment, Service.CLOCK)
                            .name())
                    .isEqualTo(reader);
        }
    }

    private static Stream<Setting> elsewhere(String reader) {
        return ELSEWHERE.stream()
                .filter(setting -> SettingsTable.readers(setting.who()).contains(reader))
                .map(Elsewhere::setting);
    }

    /** Every setting at its default; those that have none at something that can be used. */
    private static Map<String, String> everySetting() {
        var everything = new HashMap<String, String>();
        settingsRead()
                .values()
                .forEach(settings -> settings.forEach(
                        setting -> setting.defaultValue().ifPresent(value -> everything.put(setting.name(), value))));
        everything.putAll(Map.of(
                "TRUSTED_PROXIES", "127.0.0.1",
                "CORS_ORIGINS", "https://shop.example.com",
                "ADMIN_EMAILS", "boss@example.com",
                "SMTP_URL", "smtps://localhost",
                "MAIL_FROM", "tickets@example.com"));
        var pair = Keys.generate();
        everything.putAll(Map.of(
                "MONGO_URI", "mongodb://localhost",
                "RABBITMQ_URI", "amqp://localhost",
                "REDIS_URI", "redis://localhost",
                "JWT_PRIVATE_KEY", Keys.privatePem(pair),
                "JWT_PUBLIC_KEYS", Keys.publicPem(pair),
                "PUBLIC_ORIGIN", "https://ticketing.dev"));
        everything.putAll(Map.of(
                "STRIPE_SECRET_KEY", "sk_test_1",
                "STRIPE_WEBHOOK_SECRET", "whsec_1",
                "STRIPE_PUBLISHABLE_KEY", "pk_test_1",
                "STRIPE_API_BASE", "http://localhost:12111"));
        assertThat(everything.keySet())
                .isEqualTo(names(settingsRead().values().stream().flatMap(Set::stream)));
        return everything;
    }

    private static Set<String> names(Stream<Setting> settings) {
        return settings.map(Setting::name).collect(Collectors.toSet());
    }

    private static Set<String> filesThatReadTheEnvironment() throws IOException {
        var root = Path.of("..");
        var found = new HashSet<String>();
        try (var modules = Files.list(root)) {
            for (var sources : modules.map(module -> module.resolve("src/main"))
                    .filter(Files::exists)
                    .toList()) {
                try (var files = Files.walk(sources)) {
                    for (var file : files.filter(SettingsTableTest::mayReadTheEnvironment)
                            .toList()) {
                        if (READING.matcher(Files.readString(file)).find()) {
                            found.add(root.relativize(file).toString());
                        }
                    }
                }
            }
        }
        return found;
    }

    private static boolean mayReadTheEnvironment(Path file) {
        return file.toString().endsWith(".java") || file.toString().endsWith(".xml");
    }
}
