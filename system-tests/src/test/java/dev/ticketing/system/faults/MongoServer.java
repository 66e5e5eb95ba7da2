package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.ServiceProcess;
import dev.ticketing.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A durable server that speaks MongoDB's protocol: the one that the system property {@code mongo.server} names, a
 * directory with the programs {@code start PORT} (prints its URI), {@code stop} and {@code kill9}; else the embedded
 * one in a process of its own.
 */
public abstract class MongoServer implements Server {

    /** One with nothing in it that matters: every test run has databases of its own. */
    static MongoServer in(Path directory) {
        var programs = System.getProperty("mongo.server", "");
        return programs.isBlank() ? new Embedded(directory) : new External(Path.of(programs));
    }

    private static final class External extends MongoServer {
        private static final Duration START = Duration.ofSeconds(60);

        private final int port = FreePort.next();
        private final Path programs;
        private String uri;

        External(Path programs) {
            this.programs = programs;
        }

        @Override
        public String uri() {
            return uri;
        }

        /** Right after a kill its recovery may still be under way, and the start says so and ends. */
        @Override
        public void start() {
            uri = Eventually.valueWithin(START, () -> {
                var starting = run("start", Integer.toString(port));
                assertThat(starting.awaitExit())
                        .as("start says %s", starting.log())
                        .isZero();
                return starting.awaitLine("(mongodb://\\S+)").group(1);
            });
        }

        @Override
        public void kill9() {
            run("kill9").awaitExit();
        }

        @Override
        public void close() {
            run("stop").awaitExit();
        }

        private ServiceProcess run(String... command) {
            var line = new ArrayList<>(List.of(command));
            line.set(0, programs.resolve(command[0]).toString());
            return ServiceProcess.start("mongo " + command[0], line, Map.of());
        }
    }

    /** Its port is another one after each start, so it is only to be reached by way of a proxy that is told. */
    private static final class Embedded extends MongoServer {
        private final Path directory;
        private ServiceProcess process;
        private String uri;

        Embedded(Path directory) {
            this.directory = directory;
        }

        @Override
        public String uri() {
            return uri;
        }

        @Override
        public void start() {
            process = ServiceProcess.start("standalone", Map.of(), "backends", "--data-dir", directory.toString());
            uri = process.awaitLine("MONGO_URI='(.*)'").group(1);
            process.awaitLine("ready");
        }

        @Override
        public void kill9() {
            process.kill9();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
