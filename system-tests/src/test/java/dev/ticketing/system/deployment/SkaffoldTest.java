package dev.ticketing.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The inner loop builds what there is to build, and deploys what there is to deploy. */
class SkaffoldTest {

    private final Skaffold skaffold = Skaffold.read();

    @Test
    void every_field_is_known() {
        assertThat(new StrictFields().findings(skaffold.file())).isEmpty();
    }

    @Test
    void every_artifact_has_a_dockerfile_and_a_module() {
        for (var artifact : skaffold.config().at("build", "artifacts").items()) {
            var docker = artifact.at("docker");
            assertThat(Sources.ROOT.resolve(docker.at("dockerfile").text())).exists();
            var module = docker.at("buildArgs", "MODULE");
            if (module.exists()) {
                assertThat(artifact.at("image").text().replaceFirst("ticketing/", ""))
                        .isEqualTo(module.text().replaceFirst("-verticle$", ""));
                assertThat(Sources.ROOT.resolve(module.text()).resolve("pom.xml"))
                        .exists();
            }
        }
    }

    @Test
    void what_it_deploys_is_an_overlay() {
        for (var profile : skaffold.config().at("profiles").items()) {
            for (var path : profile.at("manifests", "kustomize", "paths").items()) {
                Path overlay = Sources.ROOT.resolve(path.text());
                assertThat(Files.exists(overlay.resolve("kustomization.yaml"))).isTrue();
            }
        }
    }
}
