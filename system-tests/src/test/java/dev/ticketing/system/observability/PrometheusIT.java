package dev.ticketing.system.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.system.Person;
import dev.ticketing.system.ServiceProcess;
import dev.ticketing.system.observability.Rules.Rule;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a marketplace on which tickets are sold, and every query is put to it. */
@Tag("long")
@EnabledIfSystemProperty(named = "prometheus", matches = ".+", disabledReason = "-Dprometheus names no Prometheus")
class PrometheusIT {

    private static final Map<String, String> SHORT_WINDOW = Map.of("ORDER_WINDOW", "PT10S", "PAYMENT_GRACE", "PT1S");

    /** What no purchase on one machine brings forth: a refund needs a race, the rest another server. */
    private static final Set<String> NOT_HERE =
            Set.of("charges_refunded_total", "charges_refunded_amount_total", "ALERTS");

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static ServiceProcess ticketing;
    private static Prometheus prometheus;
    private static Person seller;
    private static Person buyer;

    @BeforeAll
    static void sell() {
        ticketing = ServiceProcess.start(
                "standalone", SHORT_WINDOW, "--port", "0", "--management-port", "0", "--in-memory");
        var ports = ticketing.awaitLine("is ready: http://localhost:(\\d+) \\(management: http://localhost:(\\d+)\\)");
        prometheus = Prometheus.start(directory, ports.group(2));
        var anybody = ApiClient.of("http://127.0.0.1:" + ports.group(1));
        seller = signUp(anybody, "seller@example.com");
        buyer = signUp(anybody, "buyer@example.com");
        // What is counted for the first time begins at that number: only the second round rises.
        everythingThatPeopleDo();
        Eventually.holdsWithin(SOON, () -> assertThat(prometheus.values("count_over_time(up[1m])"))
                .anyMatch(scrapes -> scrapes > 5));
        everythingThatPeopleDo();
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        ticketing.close();
    }

    @Test
    void every_metric_that_a_rule_or_a_dashboard_uses_is_there() {
        var used = new TreeSet<String>();
        Rules.read().all().forEach(rule -> used.addAll(rule.expression().names()));
        Dashboards.queries().forEach(query -> used.addAll(query.expression().names()));
        used.removeIf(PrometheusIT::isNotHere);
        Eventually.holdsWithin(SOON, () -> {
            var missing = new TreeSet<>(used);
            missing.removeAll(prometheus.names());
            assertThat(missing).as("used and not there").isEmpty();
        });
    }

    @Test
    void the_table_in_the_documentation_has_every_metric_that_is_there() {
        var undocumented = new TreeSet<>(prometheus.names());
        undocumented.removeAll(MetricsTable.series(MetricsTable.read().ours()));
        // What Prometheus itself adds: its own, and what the rules record.
        undocumented.removeIf(name -> name.contains(":") || name.startsWith("scrape_") || name.startsWith("ALERTS"));
        undocumented.remove("up");
        assertThat(undocumented).isEmpty();
    }

    @Test
    void every_metric_in_the_table_is_there() {
        var missing = MetricsTable.series(MetricsTable.read().ours());
        missing.removeIf(name -> NOT_HERE.contains(name) || name.startsWith("jvm_gc_concurrent_"));
        Eventually.holdsWithin(SOON, () -> assertThat(prometheus.names()).containsAll(missing));
    }

    @Test
    void every_rule_is_evaluated() {
        Eventually.holdsWithin(SOON, () -> assertThat(prometheus.rules())
                .hasSameSizeAs(Rules.read().all())
                .allSatisfy(rule -> assertThat(rule.getString("health"))
                        .as("%s: %s", rule.getString("name"), rule.getString("lastError"))
                        .isEqualTo("ok")));
    }

    @Test
    void every_alert_can_be_asked_for_by_itself() {
        var rejected = new ArrayList<String>();
        for (var alert : Rules.read().alerts()) {
            try {
                prometheus.values(alert.expression().text());
            } catch (AssertionError invalid) {
                rejected.add(invalid.getMessage());
            }
        }
        assertThat(rejected).isEmpty();
    }

    /** Those on budgets are left out: of the first orders on a cold machine one in a hundred may well be slow. */
    @Test
    void no_alert_fires_where_all_is_well() {
        assertThat(Rules.read().alerts().stream()
                        .filter(alert -> !alert.name().endsWith("BudgetBurn"))
                        .filter(alert -> !prometheus
                                .values("ALERTS{alertstate=\"firing\", alertname=\"" + alert.name() + "\"}")
                                .isEmpty())
                        .map(Rule::name))
                .isEmpty();
    }

    @Test
    void every_panel_of_every_dashboard_shows_something() {
        var queries = Dashboards.queries().stream()
                .filter(query -> query.expression().names().stream().noneMatch(PrometheusIT::isNotHere))
                .toList();
        assertThat(queries).hasSizeGreaterThan(60);
        Eventually.holdsWithin(SOON, () -> assertThat(queries.stream()
                        .filter(query -> prometheus.values(query.sent()).isEmpty())
                        .toList())
                .as("queries without a value")
                .isEmpty());
    }

    @Test
    void queries_of_panels_that_show_nothing_here_are_valid_all_the_same() {
        var queries = Dashboards.queries().stream()
                .filter(query -> query.expression().names().stream().anyMatch(PrometheusIT::isNotHere))
                .toList();
        assertThat(queries).isNotEmpty().allSatisfy(query -> assertThat(prometheus.values(query.sent()))
                .isNotNull());
    }

    @Test
    void every_objective_has_a_value() {
        for (var objective : List.of("availability", "order-latency", "event-lag", "timer-lateness")) {
            Eventually.holdsWithin(
                    SOON, () -> assertThat(prometheus.values("slo:budget:left{slo=\"" + objective + "\"}"))
                            .as(objective)
                            .isNotEmpty());
        }
    }

    @Test
    void what_was_sold_is_counted() {
        var rises = List.of(
                "sum(increase(tickets_listed_total[1m]))",
                "sum(increase(orders_placed_total[1m]))",
                "sum(increase(orders_ended_total{reason=\"complete\"}[1m]))",
                "sum(increase(orders_ended_total{reason=\"user\"}[1m]))",
                "sum(increase(orders_ended_total{reason=\"expired\"}[1m]))",
                "sum(increase(charges_captured_amount_total{currency=\"usd\"}[1m]))",
                "sum(increase(charges_declined_total[1m]))",
                "sum(increase(timers_fired_total[1m]))",
                "sum(increase(http_server_request_duration_seconds_count{http_request_method=\"POST\","
                        + " http_route=\"/api/orders\", http_response_status_code=\"201\"}[1m]))");
        Eventually.holdsWithin(SOON, () -> assertThat(rises.stream()
                        .filter(query -> prometheus.values(query).stream().noneMatch(value -> value > 0))
                        .toList())
                .as("what does not rise")
                .isEmpty());
    }

    @Test
    void what_is_not_there_is_noticed() {
        assertThat(prometheus.values("sum(rate(orders_made_total[1m]))")).isEmpty();
        assertThat(prometheus.values("up / 0 * 0")).as("not a number").isEmpty();
        assertThatThrownBy(() -> prometheus.values("sum(up by (job)")).isInstanceOf(AssertionError.class);
        assertThat(prometheus.names()).contains("up").doesNotContain("orders_made_total");
    }

    private static boolean isNotHere(String metric) {
        return NOT_HERE.contains(metric) || metric.startsWith("rabbitmq_");
    }

    /** A sale after a declined card, an order that is cancelled and one that nobody pays. */
    private static void everythingThatPeopleDo() {
        var sold = buyer.order(seller.list("Opera", 19.99));
        buyer.awaitOrder(sold, "awaiting:payment");
        Eventually.holds(
                () -> assertThat(buyer.pay(sold, "tok_chargeDeclined").status()).isEqualTo(402));
        buyer.payInTheEnd(sold);
        var regretted = buyer.order(seller.list("Circus", 12));
        assertThat(buyer.cancel(regretted).status()).isEqualTo(204);
        var forgotten = buyer.order(seller.list("Concert", 7.5));
        buyer.awaitOrder(sold, "complete");
        buyer.awaitOrder(forgotten, "cancelled", SOON);
    }

    private static Person signUp(ApiClient anybody, String email) {
        var client = anybody.anew();
        client.post("/api/users/signup", new JsonObject().put("email", email).put("password", "correct horse"))
                .expect(201);
        return Person.of(client);
    }
}
