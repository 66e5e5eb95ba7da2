package dev.ticketing.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The controls of {@link ManifestsIT}: a slip of each kind, planted in a rendering, is found where it is. */
@Tag("long")
class PlantedTyposIT {

    private static final Map<String, String> RENDERED = new HashMap<>();
    private static Manifests made;

    @BeforeAll
    static void render(@TempDir Path directory) throws IOException {
        made = Manifests.parse(Kustomize.secrets());
        RENDERED.put("local", Kustomize.overlay("local"));
        RENDERED.put(
                "production", Kustomize.productionWith(directory, List.of("keda", "prometheus-operator", "tracing")));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "planted-typos.csv", delimiter = '|', quoteCharacter = '\'')
    void a_planted_typo_is_found_where_it_is(String overlay, String object, String right, String wrong, String path) {
        var planted = Arrays.stream(RENDERED.get(overlay).split("\n---\n", -1))
                .map(document -> Manifests.parse(document).all().get(0).path().matches(object)
                        ? plant(document, right, wrong)
                        : document)
                .collect(Collectors.joining("\n---\n"));
        assertThat(planted).isNotEqualTo(RENDERED.get(overlay));

        var findings =
                Checks.findings(Manifests.parse(planted), made, Skaffold.read().tagged());
        assertThat(findings).extracting(Finding::path).anyMatch(found -> found.matches(path));
    }

    private static String plant(String document, String right, String wrong) {
        var escaped = wrong == null ? "" : wrong.replace("\\n", "\n");
        var planted = document.replace(right.replace("\\n", "\n"), escaped);
        assertThat(planted).as(right).isNotEqualTo(document);
        return planted;
    }
}
