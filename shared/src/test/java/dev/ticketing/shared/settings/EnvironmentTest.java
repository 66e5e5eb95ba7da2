package dev.ticketing.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private static final String SECRET = "hunter2";

    @Test
    void every_problem_is_reported_in_one_message() {
        var environment = new Environment(Map.of(
                "PORT", "eighty", "LIMIT", "0", "WINDOW", "15 minutes", "GRACE", "-PT1S", "FLAG", "yes", "MODE", "c"));
        environment.required("MISSING");
        environment.uri("URI", List.of("amqp", "amqps"));
        environment.port("PORT", 80);
        environment.integer("LIMIT", 5, 1, 10);
        environment.duration("WINDOW", Duration.ZERO);
        environment.duration("GRACE", Duration.ZERO);
        environment.flag("FLAG", true);
        environment.oneOf("MODE", List.of("a", "b"), "a");

        assertThatThrownBy(environment::check)
                .isInstanceOf(SettingsException.class)
                .hasMessage("cannot start, MISSING is missing; URI is missing; PORT must be a whole number;"
                        + " LIMIT must be between 1 and 10; WINDOW must be an ISO-8601 duration such as PT15M;"
                        + " GRACE must not be negative; FLAG must be one of true, false; MODE must be one of a, b");
    }

    @Test
    void a_problem_that_is_found_twice_is_reported_once() {
        var environment = new Environment(Map.of());
        environment.required("A");
        environment.required("A");

        assertThatThrownBy(environment::check).hasMessage("cannot start, A is missing");
    }

    @Test
    void what_is_well_formed_is_read() {
        var environment = new Environment(
                Map.of("TEXT", " text ", "PORT", "0", "LIMIT", "10", "WINDOW", "PT15M", "FLAG", "false", "MODE", "b"));

        assertThat(environment.required("TEXT")).isEqualTo("text");
        assertThat(environment.port("PORT", 80)).isZero();
        assertThat(environment.integer("LIMIT", 5, 1, 10)).isEqualTo(10);
        assertThat(environment.duration("WINDOW", Duration.ZERO)).isEqualTo(Duration.ofMinutes(15));
        assertThat(environment.flag("FLAG", true)).isFalse();
        assertThat(environment.oneOf("MODE", List.of("a", "b"), "a")).isEqualTo("b");
        assertThatCode(environment::check).doesNotThrowAnyException();
    }

    @Test
    void what_is_blank_is_missing_and_takes_the_default() {
        var environment = new Environment(Map.of("PORT", " ", "WINDOW", "", "FLAG", " ", "MODE", ""));

        assertThat(environment.optional("PORT")).isEmpty();
        assertThat(environment.port("PORT", 80)).isEqualTo(80);
        assertThat(environment.duration("WINDOW", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(environment.flag("FLAG", true)).isTrue();
        assertThat(environment.oneOf("MODE", List.of("a", "b"), "a")).isEqualTo("a");
        assertThatCode(environment::check).doesNotThrowAnyException();
    }

    @Test
    void what_was_asked_for_is_known_with_its_default() {
        var environment = new Environment(Map.of("LIMIT", "7", "NEEDED", "here"));
        environment.required("NEEDED");
        environment.uri("URI", List.of("amqp"));
        environment.optional("EXTRA");
        environment.text("TEXT", "text");
        environment.port("PORT", 80);
        environment.integer("LIMIT", 5, 1, 10);
        environment.duration("WINDOW", Duration.ofMinutes(15));
        environment.positiveDuration("LEASE", Duration.ofHours(12));
        environment.flag("FLAG", true);
        environment.oneOf("MODE", List.of("a", "b"), "a");

        assertThat(environment.asked())
                .containsExactlyInAnyOrder(
                        new Setting("NEEDED", true, Optional.empty()),
                        new Setting("URI", true, Optional.empty()),
                        new Setting("EXTRA", false, Optional.empty()),
                        new Setting("TEXT", false, Optional.of("text")),
                        new Setting("PORT", false, Optional.of("80")),
                        new Setting("LIMIT", false, Optional.of("5")),
                        new Setting("WINDOW", false, Optional.of("PT15M")),
                        new Setting("LEASE", false, Optional.of("PT12H")),
                        new Setting("FLAG", false, Optional.of("true")),
                        new Setting("MODE", false, Optional.of("a")));
    }

    @Test
    void a_setting_may_be_the_path_of_a_file_that_holds_it(@TempDir Path directory) throws IOException {
        var text = Files.writeString(directory.resolve("text"), "line 1\nline 2\n");
        var port = Files.writeString(directory.resolve("port"), "81\r\n");
        var blank = Files.writeString(directory.resolve("blank"), " \n");
        var environment = new Environment(Map.of(
                "TEXT_FILE",
                text.toString(),
                "PORT_FILE",
                port.toString(),
                "MODE",
                " ",
                "MODE_FILE",
                blank.toString()));

        assertThat(environment.required("TEXT")).isEqualTo("line 1\nline 2");
        assertThat(environment.port("PORT", 80)).isEqualTo(81);
        assertThat(environment.text("MODE", "a")).isEqualTo("a");
        assertThatCode(environment::check).doesNotThrowAnyException();
        assertThat(environment.asked()).extracting(Setting::name).containsOnly("TEXT", "PORT", "MODE");
    }

    @Test
    void a_file_of_64_kib_is_read_and_a_longer_one_is_a_problem(@TempDir Path directory) throws IOException {
        var full = Files.writeString(directory.resolve("full"), "a".repeat(65_536));
        var over = Files.writeString(directory.resolve("over"), "a".repeat(65_537));
        var environment = new Environment(Map.of("FULL_FILE", full.toString(), "OVER_FILE", over.toString()));

        assertThat(environment.required("FULL")).hasSize(65_536);
        environment.optional("OVER");
        assertThatThrownBy(environment::check)
                .hasMessage("cannot start, OVER cannot be read, OVER_FILE is over 64 KiB");
    }

    @Test
    void a_file_that_cannot_be_read_and_a_setting_given_twice_are_problems_said_once(@TempDir Path directory) {
        var environment = new Environment(Map.of(
                "GONE_FILE",
                directory.resolve(SECRET).toString(),
                "DIRECTORY_FILE",
                directory.toString(),
                "ODD_FILE",
                "\0",
                "TWICE",
                SECRET,
                "TWICE_FILE",
                SECRET));
        environment.required("GONE");
        environment.required("GONE");
        environment.duration("DIRECTORY", Duration.ZERO);
        environment.optional("ODD");
        environment.uri("TWICE", List.of("amqp"));

        assertThatThrownBy(environment::check)
                .hasMessage("cannot start, GONE cannot be read from the file that GONE_FILE names;"
                        + " DIRECTORY cannot be read from the file that DIRECTORY_FILE names;"
                        + " ODD cannot be read from the file that ODD_FILE names; TWICE and TWICE_FILE are both set");
    }

    @Test
    void a_setting_is_given_in_either_way() {
        assertThat(Environment.isGiven(Map.of("NAME", ""), "NAME")).isTrue();
        assertThat(Environment.isGiven(Map.of("NAME_FILE", "path"), "NAME")).isTrue();
        assertThat(Environment.isGiven(Map.of("NAMES", ""), "NAME")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "99999999999", "80.0", "0x50", "eighty"})
    void what_is_no_port_is_a_problem(String text) {
        var environment = new Environment(Map.of("PORT", text));
        environment.port("PORT", 80);

        assertThatThrownBy(environment::check).hasMessageStartingWith("cannot start, PORT must be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://user:secret@host:27017/db?replicaSet=rs",
                "mongodb://user:secret@a:27017,b:27017,c/db",
                "mongodb+srv://host"
            })
    void a_uri_of_a_known_scheme_is_taken_as_it_is(String uri) {
        var environment = new Environment(Map.of("URI", uri));

        assertThat(environment.uri("URI", List.of("mongodb", "mongodb+srv"))).isEqualTo(uri);
        assertThatCode(environment::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host:27017",
                "localhost",
                "http://user:hunter2@host",
                "//user:hunter2@host",
                "mongodb:// hunter2",
                "mongodb://user:hun%ter2@host:hunter2",
                "%%%hunter2"
            })
    void a_uri_that_cannot_be_used_is_a_problem_and_no_message_shows_it(String uri) {
        assertThatMessageKeepsSecret(uri, environment -> environment.uri("NAME", List.of("mongodb", "mongodb+srv")));
    }

    @Test
    void no_message_shows_a_value() {
        assertThatMessageKeepsSecret(SECRET, environment -> environment.port("NAME", 1));
        assertThatMessageKeepsSecret(SECRET, environment -> environment.duration("NAME", Duration.ZERO));
        assertThatMessageKeepsSecret(SECRET, environment -> environment.flag("NAME", true));
        assertThatMessageKeepsSecret(SECRET, environment -> environment.oneOf("NAME", List.of("a"), "a"));
    }

    private static void assertThatMessageKeepsSecret(String value, Consumer<Environment> reading) {
        var environment = new Environment(Map.of("NAME", value));
        reading.accept(environment);

        assertThatThrownBy(environment::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("cannot start, NAME ")
                .hasMessageNotContaining(SECRET);
    }
}
