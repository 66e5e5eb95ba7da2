package dev.ticketing.system;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ticketing.standalone.Contexts;
import dev.ticketing.standalone.Standalone;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.StripeSimulatorClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The whole marketplace, over a test's backends. The system property {@code system} says how it runs: {@code
 * standalone} (the default; all contexts in this JVM) or {@code processes} (each in one of its own).
 */
public abstract class Market implements AutoCloseable {

    private List<Person> passers = List.of();

    /** Starts it with some settings of the test's own. */
    public static Market start(Backends backends, Map<String, String> settings) {
        var environment = new HashMap<>(backends.environment());
        environment.putAll(settings);
        var kind = System.getProperty("system", "standalone");
        return switch (kind) {
            case "standalone" -> new InThisJvm(environment);
            case "processes" -> new InProcesses(environment);
            default -> throw new IllegalArgumentException("-Dsystem must be standalone or processes, not " + kind);
        };
    }

    /** A client that is not signed in. */
    public ApiClient client() {
        return ApiClient.of(this::addressOf);
    }

    /** Where a path is served, as an http URL without a path. */
    public abstract String addressOf(String path);

    /** The context that serves a path; what is nobody's is asked of auth, as users are. */
    protected static String contextOf(String path) {
        var segments = path.split("[/?]", -1);
        return segments.length > 2 && Contexts.BY_NAME.containsKey(segments[2]) ? segments[2] : "auth";
    }

    /** The management port of auth, where mails are that no server takes. */
    ApiClient managementOfAuth() {
        throw new UnsupportedOperationException("nobody reads mails here");
    }

    /** The Stripe that it is paid through. */
    public abstract StripeSimulatorClient stripe();

    /** Lets a purchase go through every service, behind all events published before. */
    public void passQueues() {
        if (passers.isEmpty()) {
            passers = List.of(Person.signUp(this), Person.signUp(this));
        }
        var buyer = passers.get(1);
        var ticket = passers.get(0).list("Marker", 1);
        var order = buyer.order(ticket);
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        buyer.awaitTicket(ticket, "sold");
    }

    /** What it has logged as an error of its own so far. */
    public abstract List<String> errorsLogged();

    @Override
    public abstract void close();

    private static final class InThisJvm extends Market {
        private final ListAppender<ILoggingEvent> errors = new ListAppender<>();
        private final SimulatedStripe stripe = new SimulatedStripe();
        private final Standalone standalone;

        InThisJvm(Map<String, String> environment) {
            stripe.client().environment().forEach(environment::putIfAbsent);
            var onlyErrors = new ThresholdFilter();
            onlyErrors.setLevel("ERROR");
            onlyErrors.start();
            errors.addFilter(onlyErrors);
            errors.start();
            log().addAppender(errors);
            standalone = Standalone.start(environment, Optional.empty());
        }

        private static Logger log() {
            return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        }

        @Override
        public List<String> errorsLogged() {
            return List.copyOf(errors.list).stream().map(Object::toString).toList();
        }

        @Override
        public String addressOf(String path) {
            return "http://127.0.0.1:" + standalone.port();
        }

        @Override
        ApiClient managementOfAuth() {
            return ApiClient.of("http://127.0.0.1:" + standalone.managementPort());
        }

        @Override
        public StripeSimulatorClient stripe() {
            return stripe.client();
        }

        @Override
        public void close() {
            log().detachAppender(errors);
            standalone.close();
            stripe.close();
        }
    }

    private static final class InProcesses extends Market {
        private final List<ServiceProcess> processes = new ArrayList<>();
        private final Map<String, String> addresses = new HashMap<>();
        private final StripeSimulatorClient stripe;
        private String managementOfAuth;

        InProcesses(Map<String, String> environment) {
            try {
                environment.putIfAbsent("STRIPE_SECRET_KEY", SimulatedStripe.KEY);
                environment.computeIfAbsent("STRIPE_API_BASE", name -> startSimulator());
                stripe = new StripeSimulatorClient(
                        environment.get("STRIPE_API_BASE"), environment.get("STRIPE_SECRET_KEY"));
                startContexts(environment);
            } catch (AssertionError | RuntimeException failed) {
                // What did start would go on and take other tests' messages.
                close();
                throw failed;
            }
        }

        private void startContexts(Map<String, String> environment) {
            var started = new LinkedHashMap<String, ServiceProcess>();
            Contexts.BY_NAME
                    .keySet()
                    .forEach(context -> started.put(context, start(context + "-verticle", environment)));
            managementOfAuth = "http://127.0.0.1:"
                    + started.get("auth").awaitLine("management on port (\\d+)").group(1);
            started.forEach((context, process) -> addresses.put(
                    context,
                    "http://127.0.0.1:"
                            + process.awaitLine("listens on port (\\d+)").group(1)));
        }

        private String startSimulator() {
            var settings = Map.of("STRIPE_SECRET_KEY", SimulatedStripe.KEY, "HTTP_PORT", "0");
            return start("stripe-simulator", settings)
                    .awaitLine("listening on (http://\\S+)")
                    .group(1);
        }

        private ServiceProcess start(String module, Map<String, String> environment) {
            var process = ServiceProcess.start(module, environment);
            processes.add(process);
            return process;
        }

        @Override
        public String addressOf(String path) {
            return addresses.get(contextOf(path));
        }

        @Override
        ApiClient managementOfAuth() {
            return ApiClient.of(managementOfAuth);
        }

        @Override
        public StripeSimulatorClient stripe() {
            return stripe;
        }

        @Override
        public List<String> errorsLogged() {
            return processes.stream()
                    .flatMap(process -> process.log().stream())
                    .filter(line -> line.contains("\"level\":\"ERROR\""))
                    .toList();
        }

        @Override
        public void close() {
            processes.forEach(ServiceProcess::close);
        }
    }
}
