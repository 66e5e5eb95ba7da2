package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ticketing.standalone.Standalone;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation tells to paste into a terminal is pasted into one, and does what its comments say. */
@WithBackends
class WalkIT {

    private static final int MAX_SECONDS = 60;
    private static final String ADDRESS = "http://localhost:8080";
    private static final Pattern WALK = Pattern.compile("```sh\n(B=" + ADDRESS + ".*?)```", Pattern.DOTALL);
    private static final Pattern STATUS_PROMISED = Pattern.compile("# (\\d{3})$", Pattern.MULTILINE);
    private static final Pattern STATUS_SEEN = Pattern.compile("\\[(\\d{3})]$", Pattern.MULTILINE);

    private static Standalone standalone;

    @BeforeAll
    static void start(Backends backends) {
        standalone = Standalone.start(backends.environment(), Optional.empty());
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/api.md"})
    void a_walk_does_what_it_says(String document, @TempDir Path directory) throws Exception {
        assumeTrue(isThere("curl"), "curl is not installed");
        var walk = walkIn(document);
        var promised = statuses(STATUS_PROMISED, walk);
        assertThat(promised).hasSizeGreaterThan(10);
        var output = run(walk.replace(ADDRESS, "http://localhost:" + standalone.port()), directory);
        assertThat(statuses(STATUS_SEEN, output)).as(output).isEqualTo(promised);
        assertThat(directory).as("what the walk leaves behind").isDirectoryNotContaining("glob:**{ann,bob,eve}");
    }

    private static String walkIn(String document) throws IOException {
        var matcher = WALK.matcher(Files.readString(Path.of("..").resolve(document)));
        assertThat(matcher.find()).as("a walk in %s", document).isTrue();
        return matcher.group(1);
    }

    private static List<String> statuses(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String run(String script, Path directory) throws IOException, InterruptedException {
        var output = directory.resolve("output");
        var shell = new ProcessBuilder("bash", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = shell.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        var text = Files.readString(output);
        assertThat(ended).as(text).isTrue();
        return text;
    }

    private static boolean isThere(String command) throws IOException, InterruptedException {
        var look = new ProcessBuilder("bash", "-c", "command -v " + command).start();
        return look.waitFor() == 0;
    }
}
