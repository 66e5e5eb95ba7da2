package dev.ticketing.system.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders what is in {@code kubernetes/}. Needs kubectl, and openssl for the Secrets; no cluster. */
final class Kustomize {

    private static final Path KUBERNETES = Sources.ROOT.resolve("kubernetes");
    private static final int SECONDS = 60;

    private Kustomize() {}

    static String overlay(String name) {
        return render(KUBERNETES.resolve("overlays").resolve(name));
    }

    /** The production overlay with every component that it leaves to whoever has its operator in the cluster. */
    static String productionWith(Path directory, List<String> components) throws IOException {
        var kubernetes = directory.toRealPath().relativize(KUBERNETES.toRealPath());
        var all = components.stream()
                .map(component ->
                        kubernetes.resolve("components").resolve(component).toString())
                .collect(Collectors.joining(", "));
        Files.writeString(
                directory.resolve("kustomization.yaml"),
                "resources: [%s]%ncomponents: [%s]%n".formatted(kubernetes.resolve("overlays/production"), all));
        return render(directory);
    }

    /** What {@code kubernetes/make-secrets} prints. */
    static String secrets() {
        return outputOf(KUBERNETES.resolve("make-secrets").toString());
    }

    static List<String> overlays() {
        try (Stream<Path> overlays = Files.list(KUBERNETES.resolve("overlays"))) {
            return overlays.map(overlay -> overlay.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String render(Path directory) {
        return outputOf("kubectl", "kustomize", directory.toString());
    }

    private static String outputOf(String... command) {
        try {
            var errors = Files.createTempFile("kustomize", ".log");
            try {
                var process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                process.getOutputStream().close();
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new AssertionError(String.join(" ", command) + ": " + Files.readString(errors));
                }
                return output;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
