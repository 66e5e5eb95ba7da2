package dev.ticketing.stripesimulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator in a JVM of its own, which can be killed. */
final class SimulatorProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("listening on (http://\\S+)");

    private final Process process;
    private final String apiBase;

    private SimulatorProcess(Process process, String apiBase) {
        this.process = process;
        this.apiBase = apiBase;
    }

    static SimulatorProcess start(Path ledger) throws IOException {
        return start("", settings(ledger.toString()));
    }

    /** That tells an endpoint of events. */
    static SimulatorProcess start(Path ledger, String webhookUrl) throws IOException {
        Map<String, String> settings = new HashMap<>(settings(ledger.toString()));
        settings.put("WEBHOOK_URL", webhookUrl);
        settings.put("STRIPE_WEBHOOK_SECRET", Endpoint.SECRET);
        return start("", settings);
    }

    static SimulatorProcess startWithoutLedger() throws IOException {
        return start("", settings(""));
    }

    /** Where no file can grow beyond so many KiB: a full disk. */
    static SimulatorProcess startWithFileSizeLimit(Path ledger, int limitKib) throws IOException {
        return start("ulimit -f " + limitKib + "; ", settings(ledger.toString()));
    }

    static Map<String, String> settings(String ledger) {
        return Map.of("HTTP_PORT", "0", "STRIPE_SECRET_KEY", RunningSimulator.KEY, "LEDGER_FILE", ledger);
    }

    /** The process becomes the simulator, so that to kill it is to kill the simulator. */
    static Process launch(String preparation, Map<String, String> environment) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = List.of(
                "bash",
                "-c",
                preparation + "exec \"$0\" \"$@\"",
                java.toString(),
                "-Xmx256m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                StripeSimulatorMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("HTTP_HOST|HTTP_PORT|STRIPE_.*|LEDGER_FILE|PUBLIC_URL|WEBHOOK_URL"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    String apiBase() {
        return apiBase;
    }

    /** SIGKILL: nothing in it gets to run any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static SimulatorProcess start(String preparation, Map<String, String> environment) throws IOException {
        Process process = launch(preparation, environment);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                drain(output);
                return new SimulatorProcess(process, ready.group(1));
            }
            printed.append(line).append('\n');
        }
        throw new IOException("The simulator did not start: " + printed);
    }

    /** What nobody reads would fill the pipe and stop the process at its next log line. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "simulator-output");
        reader.setDaemon(true);
        reader.start();
    }
}
