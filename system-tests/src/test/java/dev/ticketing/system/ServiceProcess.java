package dev.ticketing.system;

import dev.ticketing.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A process that a test starts, stops and kills: one of the project's jars, or a server. Its log is collected. */
public final class ServiceProcess implements AutoCloseable {

    /** Six JVMs that start at the same moment on a busy machine take their time. */
    private static final Duration START = Duration.ofSeconds(60);

    /** It lives for seconds, as the JVM of the tests does. */
    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true");

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final int STOP_SECONDS = 25;
    private static final Path ROOT =
            Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();

    static {
        // Whatever becomes of a test, nothing that it started outlives its JVM.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly), "end"));
    }

    private final String name;
    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();

    private ServiceProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        var reader = new Thread(this::collect, "log-of-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a module's jar.
     *
     * @param environment what the process gets besides PATH and the like
     */
    public static ServiceProcess start(String module, Map<String, String> environment, String... arguments) {
        var jar = ROOT.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with mvnw package");
        }
        var command = new ArrayList<>(List.of(JAVA_HOME.resolve("bin/java").toString(), "-Xmx256m"));
        command.addAll(JVM);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return start(module, command, environment);
    }

    /** Starts any program. */
    public static ServiceProcess start(String name, List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        List.of("MONGO_URI", "RABBITMQ_URI", "REDIS_URI").forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        try {
            return new ServiceProcess(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line of its log. */
    public MatchResult awaitLine(String regex) {
        var pattern = Pattern.compile(regex);
        return Eventually.valueWithin(START, () -> {
            for (var line : log) {
                var matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return matcher.toMatchResult();
                }
            }
            throw new AssertionError(name + " has not said " + regex + " but: " + String.join("\n", log));
        });
    }

    /** What it has said so far. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Waits until it has ended by itself; its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " goes on: " + String.join("\n", log));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** SIGKILL: nothing is finished, nothing is flushed. */
    public void kill9() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGKILL to it and to all that it has started. */
    public void kill9WithChildren() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill9();
    }

    /** SIGSTOP: it stands still, its connections stay open. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT: it goes on, as if no time had passed. */
    public void resume() {
        signal("CONT");
    }

    /** Has a JVM collect all its garbage. */
    public void collectGarbage() {
        run(JAVA_HOME.resolve("bin/jcmd").toString(), Long.toString(process.pid()), "GC.run");
    }

    private void signal(String signal) {
        run("kill", "-" + signal, Long.toString(process.pid()));
    }

    private void run(String... command) {
        try {
            int exit = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError(List.of(command) + " fails for " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** SIGTERM, and waits for its end. */
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }

    private void collect() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(log::add);
        } catch (IOException | UncheckedIOException ended) {
            // The process has ended.
        }
    }
}
