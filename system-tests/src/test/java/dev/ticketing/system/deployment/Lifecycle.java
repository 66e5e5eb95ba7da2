package dev.ticketing.system.deployment;

import dev.ticketing.shared.http.ManagementVerticle;
import dev.ticketing.shared.service.Service;
import java.util.Map;
import java.util.stream.Stream;

/** Pods are started, watched and stopped so that no request is lost. */
final class Lifecycle implements Check {

    /** requests, consumers, and the rest: each has its time. */
    private static final int STEPS_OF_STOPPING = 3;

    private static final Map<String, String> OF_SERVICES = Map.of(
            "startupProbe", "/health/live",
            "livenessProbe", "/health/live",
            "readinessProbe", "/health/ready");

    private static final Map<String, String> OF_WEB =
            Map.of("startupProbe", "/health", "livenessProbe", "/health", "readinessProbe", "/health");

    private final int stopSeconds;

    Lifecycle() {
        stopSeconds = Integer.parseInt(Sources.found(Service.class, "STOP_SECONDS = (\\d+);"));
        for (var path : OF_SERVICES.values()) {
            Sources.found(ManagementVerticle.class, "router.get\\(\"(" + path + ")\"\\)");
        }
    }

    @Override
    public Stream<Finding> findings(Manifests manifests) {
        return Pods.of(manifests).stream()
                .filter(pods -> Manifests.kind(pods.owner()).equals("Deployment"))
                .flatMap(pods -> Stream.concat(replaced(pods), pods.containers().flatMap(app -> ofApp(pods, app))));
    }

    private static Stream<Finding> replaced(Pods pods) {
        var unavailable = pods.owner().at("spec", "strategy", "rollingUpdate", "maxUnavailable");
        return unavailable.is(0)
                ? Stream.empty()
                : Stream.of(unavailable.wrong("is not 0: a pod goes before its successor is ready"));
    }

    private Stream<Finding> ofApp(Pods pods, Node app) {
        var probes = pods.isService() ? OF_SERVICES : OF_WEB;
        var port = pods.isService() ? "management" : "http";
        var wrong = probes.entrySet().stream().flatMap(probe -> {
            var get = app.at(probe.getKey(), "httpGet");
            return Stream.of(
                            get.at("path").is(probe.getValue())
                                    ? null
                                    : get.at("path").wrong("is not " + probe.getValue()),
                            get.at("port").is(port) ? null : get.at("port").wrong("is not " + port))
                    .filter(finding -> finding != null);
        });
        return Stream.concat(wrong, stopped(pods, app));
    }

    private Stream<Finding> stopped(Pods pods, Node app) {
        var pause = app.at("lifecycle", "preStop", "sleep", "seconds");
        if (pause.number().isEmpty()) {
            return Stream.of(pause.wrong("is missing: it stops while others still send to it"));
        }
        var grace = pods.spec().at("terminationGracePeriodSeconds");
        int needed = pause.number().orElseThrow() + (pods.isService() ? STEPS_OF_STOPPING * stopSeconds : 10);
        return grace.number().orElse(0) > needed
                ? Stream.empty()
                : Stream.of(grace.wrong("is not above " + needed + ", what stopping may take"));
    }
}
