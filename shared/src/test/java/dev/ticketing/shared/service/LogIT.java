package dev.ticketing.shared.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a process really writes, where stdout is no terminal. */
class LogIT {

    private static final int SECONDS = 20;
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path directory;

    @Test
    void each_line_is_one_json_object_with_the_stack_trace_inside() throws Exception {
        var lines = run(InService.class, Map.of());
        assertThat(lines).hasSize(2);
        var first = new JsonObject(lines.get(0));
        assertThat(first.fieldNames()).containsExactlyInAnyOrder("timestamp", "level", "logger", "thread", "message");
        assertThat(first.getString("message")).isEqualTo("Ελλάδα listens");
        assertThat(new JsonObject(lines.get(1)).getString("exception"))
                .contains("IllegalStateException: two\nlines", "\n\tat " + LogIT.class.getName() + ".log");
    }

    @Test
    void text_is_for_people() throws Exception {
        var lines = run(InService.class, Map.of("LOG_FORMAT", "text"));
        assertThat(lines.get(0)).endsWith(" INFO  LogIT: Ελλάδα listens");
        assertThat(lines).hasSizeGreaterThan(3).contains("java.lang.IllegalStateException: two");
    }

    @Test
    void what_is_started_by_hand_is_for_people_unless_told_otherwise() throws Exception {
        assertThat(run(ByHand.class, Map.of()).get(0)).endsWith(" INFO  LogIT: Ελλάδα listens");
        assertJson(run(ByHand.class, Map.of("LOG_FORMAT", "json")));
    }

    @Test
    void on_a_terminal_a_service_is_for_people_unless_told_otherwise() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT) && Files.exists(Path.of("/proc/self/fd")), "needs Linux and script(1)");
        var onTerminal = List.of(SCRIPT.toString(), "-qec", quoted(java(InService.class)), "/dev/null");
        assertThat(run(onTerminal, Map.of()).get(0)).endsWith(" INFO  LogIT: Ελλάδα listens");
        assertJson(run(onTerminal, Map.of("LOG_FORMAT", "json")));
    }

    @Test
    void a_wrong_format_counts_as_none_until_it_is_refused() throws Exception {
        assertJson(run(InService.class, Map.of("LOG_FORMAT", "xml")));
    }

    @Test
    void the_level_leaves_out_what_is_below_it() throws Exception {
        assertThat(run(InService.class, Map.of("LOG_LEVEL", "error")))
                .singleElement()
                .asString()
                .contains("failed");
        assertThat(run(InService.class, Map.of("LOG_LEVEL", "debug"))).anyMatch(line -> line.contains("a detail"));
    }

    @Test
    void what_ends_a_thread_is_one_line_on_stderr_and_one_in_the_log() throws Exception {
        var lines = run(Uncaught.class, Map.of());
        assertThat(lines).singleElement().satisfies(line -> assertThat(new JsonObject(line).getString("exception"))
                .startsWith("java.lang.IllegalStateException: nobody\ncaught this\n\tat "));
        assertThat(Files.readAllLines(stderr()))
                .containsExactly("thread main ended, java.lang.IllegalStateException: nobody caught this");
    }

    /** Runs a main class in a JVM of its own; what it wrote to stdout. */
    private List<String> run(Class<?> main, Map<String, String> variables) throws IOException, InterruptedException {
        return run(java(main), variables);
    }

    private List<String> run(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        var stdout = directory.resolve("stdout");
        var builder =
                new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr().toFile());
        builder.environment().keySet().removeAll(List.of("LOG_FORMAT", "LOG_LEVEL", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(variables);
        var process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(stdout, UTF_8);
    }

    private static void assertJson(List<String> lines) {
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(new JsonObject(line))
                .isNotEmpty());
    }

    private static String quoted(List<String> command) {
        return "'" + String.join("' '", command) + "'";
    }

    private static List<String> java(Class<?> main) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    private Path stderr() {
        return directory.resolve("stderr");
    }

    private static void log() {
        var log = LoggerFactory.getLogger(LogIT.class);
        log.debug("a detail");
        log.info("{} listens", "Ελλάδα");
        log.error("failed", new IllegalStateException("two\nlines"));
    }

    /** Logs as a service does. */
    static final class InService {
        private InService() {}

        public static void main(String[] arguments) {
            log();
        }
    }

    /** Logs as {@code ./ticketing} does. */
    static final class ByHand {
        private ByHand() {}

        public static void main(String[] arguments) {
            LogSettings.preferText();
            log();
        }
    }

    /** Fails. */
    static final class Uncaught {
        private Uncaught() {}

        public static void main(String[] arguments) {
            ServiceMain.reportUncaught();
            throw new IllegalStateException("nobody\ncaught this");
        }
    }
}
