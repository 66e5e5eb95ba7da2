package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The workflow for GitHub is one that can run: no misspelt key, no moving action, and every file it names is there. */
class WorkflowTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path WORKFLOW = ROOT.resolve(".github/workflows/ci.yaml");

    private static final Set<String> TOP = Set.of("name", "on", "permissions", "concurrency", "jobs");
    private static final Set<String> JOB =
            Set.of("name", "if", "runs-on", "container", "timeout-minutes", "strategy", "steps");
    private static final Set<String> STEP = Set.of("uses", "with", "if", "run", "env", "working-directory");

    private static final Pattern USES = Pattern.compile("uses: (\\S+)(.*)");
    private static final Pattern PINNED = Pattern.compile("actions/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
    private static final Pattern FILE = Pattern.compile("(?<=^|\\s)(\\./mvnw|\\.ci/\\w+|docker/[\\w/.-]+)(?=\\s|$)");

    @Test
    void the_workflow_is_well_formed_and_names_only_what_is_there() throws IOException {
        check(Files.readString(WORKFLOW));
    }

    @Test
    void what_is_wrong_is_noticed() throws IOException {
        assertNoticed(text -> text.replaceFirst("runs-on:", "run-on:"));
        assertNoticed(text -> text.replaceFirst("working-directory:", "workdir:"));
        assertNoticed(text -> text.replaceFirst("contents: read", "contents: write"));
        assertNoticed(text -> text.replaceFirst("@[0-9a-f]{40} # v", "@v"));
        assertNoticed(text -> text.replaceFirst("timeout-minutes: \\d+\n", "\n"));
        assertNoticed(text -> text.replace("- run: .ci/run", "- run: .ci/walk"));
        assertNoticed(text -> text.replace("- auth-verticle", "- author-verticle"));
        assertNoticed(text -> text.replaceFirst("permissions:", "name: again\npermissions:"));
    }

    private static void assertNoticed(UnaryOperator<String> fault) throws IOException {
        var text = Files.readString(WORKFLOW);
        var wrong = fault.apply(text);
        assertThat(wrong).isNotEqualTo(text);
        assertThatThrownBy(() -> check(wrong)).isInstanceOf(Throwable.class);
    }

    private static void check(String text) {
        var strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Map<Object, Object> workflow = new Yaml(strict).load(text);
        // YAML 1.1 takes the word on for true.
        assertThat(workflow.keySet())
                .extracting(key -> key.equals(true) ? "on" : key)
                .isSubsetOf(TOP);
        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
        assertThat(USES.matcher(text).results().map(uses -> uses.group(1) + uses.group(2)))
                .isNotEmpty()
                .allMatch(uses -> PINNED.matcher(uses).matches());
        maps(map(workflow, "jobs").values()).forEach(WorkflowTest::checkJob);
    }

    private static void checkJob(Map<String, Object> job) {
        assertThat(job.keySet()).isSubsetOf(JOB).contains("name", "runs-on", "timeout-minutes", "steps");
        if (job.containsKey("strategy")) {
            var modules = (List<?>) map(map(job, "strategy"), "matrix").get("module");
            assertThat(modules).allSatisfy(module -> assertThat(ROOT.resolve(module + "/pom.xml"))
                    .exists());
        }
        maps((List<?>) job.get("steps")).forEach(step -> {
            assertThat(step.keySet()).isSubsetOf(STEP);
            assertThat(step.containsKey("uses")).isNotEqualTo(step.containsKey("run"));
            assertThat(ROOT.resolve((String) step.getOrDefault("working-directory", ".")))
                    .isDirectory();
            FILE.matcher((String) step.getOrDefault("run", ""))
                    .results()
                    .forEach(file -> assertThat(ROOT.resolve(file.group())).exists());
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<?, ?> parent, String key) {
        return (Map<String, Object>) parent.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> maps(Collection<?> all) {
        return all.stream().map(each -> (Map<String, Object>) each);
    }
}
