package dev.ticketing.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything in {@code kubernetes/}, rendered and checked. Needs kubectl and openssl; no cluster. */
@Tag("long")
class ManifestsIT {

    private static final List<String> COMPONENTS = List.of("keda", "prometheus-operator", "tracing");

    private final Manifests made = Manifests.parse(Kustomize.secrets());
    private final Skaffold skaffold = Skaffold.read();

    static List<String> overlays() {
        return Kustomize.overlays();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void nothing_is_wrong_with_an_overlay(String overlay) {
        assertThat(findings(Manifests.parse(Kustomize.overlay(overlay)))).isEmpty();
    }

    @Test
    void nothing_is_wrong_with_the_components(@TempDir Path directory) throws IOException {
        var manifests = Manifests.parse(Kustomize.productionWith(directory, COMPONENTS));
        assertThat(findings(manifests)).isEmpty();
        assertThat(manifests.of("ScaledObject")).isNotEmpty();
        assertThat(manifests.of("PodMonitor")).isNotEmpty();
    }

    /** In production nothing of it is needed: the External Secrets Operator makes all there is. */
    @Test
    void production_needs_no_secret_from_hand() {
        var manifests = Manifests.parse(Kustomize.overlay("production"));
        assertThat(Checks.findings(manifests, new Manifests(List.of()), skaffold.tagged()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void no_overlay_holds_a_secret(String overlay) {
        var rendered = Kustomize.overlay(overlay);
        assertThat(Manifests.parse(rendered).of("Secret")).isEmpty();
        assertThat(rendered).doesNotContain("PRIVATE KEY", "sk_live", "sk_test");
    }

    @Test
    void the_images_of_the_local_overlay_are_those_that_skaffold_builds() {
        var used = Images.images(Manifests.parse(Kustomize.overlay("local")))
                .map(Node::text)
                .filter(image -> image.startsWith("ticketing/"))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(skaffold.tagged());
    }

    @Test
    void made_secrets_differ_each_time_and_are_all_needed() {
        var again = Manifests.parse(Kustomize.secrets());
        assertThat(value(made, "rabbitmq")).isNotEqualTo(value(again, "rabbitmq"));
        var local = Manifests.parse(Kustomize.overlay("local"));
        for (var secret : made.all()) {
            var without = new Manifests(
                    made.all().stream().filter(each -> !each.equals(secret)).toList());
            assertThat(Checks.findings(local, without, skaffold.tagged()))
                    .as("without " + secret.path())
                    .isNotEmpty();
        }
    }

    private static String value(Manifests secrets, String name) {
        var data = secrets.find("Secret", name).orElseThrow().at("data").texts();
        return new String(Base64.getDecoder().decode(data.get("RABBITMQ_URI")), StandardCharsets.UTF_8);
    }

    private List<Finding> findings(Manifests manifests) {
        return Checks.findings(manifests, made, skaffold.tagged());
    }
}
