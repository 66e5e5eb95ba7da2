package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.ServiceProcess;
import dev.ticketing.system.Snapshots;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One service in a JVM of its own, on the same ports after every start. */
public final class FaultyService {

    private static final Duration READY = Duration.ofSeconds(60);
    /** They are published at 250 a second. */
    private static final Duration ALL_PUBLISHED = Duration.ofMinutes(10);

    private final String module;
    private final Map<String, String> environment;
    private final int httpPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final List<ServiceProcess> past = new ArrayList<>();
    private ServiceProcess process;

    FaultyService(String module, Map<String, String> environment) {
        this.module = module;
        this.environment = new HashMap<>(environment);
        this.environment.put("HTTP_PORT", Integer.toString(httpPort));
        this.environment.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    /** Starts it and does not wait. */
    public void start() {
        start(Map.of());
    }

    /** Starts it with some settings changed and does not wait. */
    public void start(Map<String, String> settings) {
        if (process != null) {
            past.add(process);
        }
        var changed = new HashMap<>(environment);
        changed.putAll(settings);
        process = ServiceProcess.start(module, changed);
    }

    /** SIGKILL. */
    public void kill9() {
        process.kill9();
    }

    /** SIGKILL, and starts again without waiting. */
    public void restart() {
        kill9();
        start();
    }

    /** SIGSTOP. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    /** Waits until everything that it needs is there. */
    public void awaitReady() {
        Eventually.holdsWithin(READY, () -> assertThat(isReady()).isTrue());
    }

    /** Asserts that it runs and does not say that it is ready. */
    void awaitNotReady() {
        Eventually.holdsWithin(READY, () -> assertThat(
                        ApiClient.of(managementAddress()).get("/health/ready").status())
                .isEqualTo(503));
    }

    /** Lets a context publish all its snapshots again, and waits until that is done. */
    void publishSnapshots(String context) {
        Snapshots.publishAll(ApiClient.of(managementAddress()), context, ALL_PUBLISHED);
    }

    public String address() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** Where health, metrics and the operator's commands are. */
    public String managementAddress() {
        return "http://127.0.0.1:" + managementPort;
    }

    /** The sum of a metric's values over its labels; 0 when there is none of the name. */
    public double metric(String name) {
        return metric(name, "");
    }

    /** The sum of a metric's values over those of its labels that have something in them. */
    private double metric(String name, String label) {
        return ApiClient.of(managementAddress())
                .get("/metrics")
                .expect(200)
                .response()
                .bodyAsString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What its heap holds after a full collection. */
    long liveHeapBytes() {
        process.collectGarbage();
        return (long) metric("jvm_memory_used_bytes", "area=\"heap\"");
    }

    /** What all its processes have said so far. */
    List<String> log() {
        var lines = new ArrayList<String>();
        past.forEach(ended -> lines.addAll(ended.log()));
        lines.addAll(process.log());
        return lines;
    }

    void close() {
        process.close();
    }

    private boolean isReady() {
        try {
            return ApiClient.of(managementAddress()).get("/health/ready").status() == 200;
        } catch (AssertionError refused) {
            return false;
        }
    }
}
