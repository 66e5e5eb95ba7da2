package dev.ticketing.system.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.system.observability.Rules.Expectation;
import dev.ticketing.system.observability.Rules.Rule;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, dashboards, runbooks and the table of metrics name the same things. Whether queries work is PrometheusIT's. */
class ObservabilityTest {

    private static final String RUNBOOKS = "docs/runbooks";
    private static final List<String> SECTIONS = List.of("## What it means", "## How to look", "## What to do");

    /** Stands for wherever the repository can be read: observability/README.md. */
    private static final String BASE = "https://example.com/ticketing/";

    private final Rules rules = Rules.read();
    private final MetricsTable table = MetricsTable.read();

    @Test
    void every_metric_of_every_rule_and_dashboard_is_in_the_table_or_recorded() {
        assertThat(used()).hasSizeGreaterThan(40);
        assertThat(unknown(used(), table)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "| outbox_waiting |, | outbox_length |",
        "| events_lag_seconds | histogram |, | events_lag_seconds | gauge |",
        "| jvm_gc_pause_seconds | summary |, | jvm_gc_pause_seconds | counter |",
        "| rabbitmq_alarms_memory_used_watermark |, | rabbitmq_alarm |"
    })
    void a_metric_that_is_not_in_the_table_is_noticed(String right, String wrong) {
        assertThat(table.text()).contains(right);
        var differing = new MetricsTable(table.text().replace(right, wrong));
        assertThat(unknown(used(), differing)).isNotEmpty();
    }

    @Test
    void what_is_recorded_is_used() {
        assertThat(used()).containsAll(rules.recorded());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a; a",
                "sum by (job, le) (rate(a_bucket{x=\"{b}\", y=~'c'}[5m])) > 0.1; a_bucket",
                "max (a offset 5m) by (x) and on (x) b unless c or d; a b c d",
                "slo:burn:1h{slo=\"x\"} > 14.4 / on (slo) group_left () slo:budget:ratio; slo:burn:1h slo:budget:ratio",
                "histogram_quantile(0.5, a) * 1e3 + 60; a",
                "label_replace(a, \"b\", \"$1\", \"c\", \"d\"); a",
                "vector(0); ''"
            })
    void the_metrics_of_a_query_are_found(String query, String names) {
        assertThat(new PromQl(query).names())
                .containsExactlyInAnyOrderElementsOf(names.isEmpty() ? List.of() : List.of(names.split(" ", -1)));
    }

    @Test
    void every_alert_has_a_runbook_and_every_runbook_an_alert() {
        var runbooks = new TreeSet<>(ProjectFiles.namesIn(RUNBOOKS, ".md"));
        assertThat(runbooks.remove("README")).isTrue();
        assertThat(runbooks)
                .isEqualTo(rules.alerts().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void every_runbook_says_what_it_means_how_to_look_and_what_to_do() {
        rules.alerts().forEach(alert -> checkRunbook(alert.name(), ProjectFiles.read(runbookOf(alert))));
    }

    @ParameterizedTest
    @CsvSource({"## How to look, ## Look", "# OutboxOld, # OutboxNew", "## What it means, ## About"})
    void a_runbook_without_them_is_noticed(String right, String wrong) {
        var runbook = ProjectFiles.read(RUNBOOKS + "/OutboxOld.md");
        assertThat(runbook).contains(right);
        assertThatThrownBy(() -> checkRunbook("OutboxOld", runbook.replace(right, wrong)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void every_alert_says_how_urgent_it_is_what_happens_and_where_to_read_on() {
        assertThat(rules.alerts()).hasSizeGreaterThan(20).allSatisfy(alert -> {
            assertThat(alert.severity()).isIn("page", "ticket");
            assertThat(alert.annotation("summary")).isNotBlank();
            assertThat(alert.annotation("description")).contains("{{ $");
            assertThat(ProjectFiles.exists(runbookOf(alert)))
                    .as(runbookOf(alert))
                    .isTrue();
        });
    }

    @Test
    void promtool_is_told_of_every_alert_when_it_fires_and_when_it_does_not() {
        assertThat(untested(Rules.expectations())).isEmpty();
    }

    @Test
    void an_alert_of_which_it_is_not_told_is_noticed() {
        var expected = Rules.expectations();
        for (var left :
                List.of(new Expectation("ClockSkew", Set.of("ticket")), new Expectation("ClockSkew", Set.of()))) {
            var without = expected.stream().filter(one -> !one.equals(left)).toList();
            assertThat(without).hasSizeLessThan(expected.size());
            assertThat(untested(without)).isNotEmpty();
        }
    }

    @Test
    void dashboards_use_the_data_source_that_is_provisioned_and_no_number_twice() {
        var source = ProjectFiles.yaml("observability/grafana/provisioning/datasources/prometheus.yaml")
                .getJsonArray("datasources")
                .getJsonObject(0);
        assertThat(Dashboards.all()).hasSize(2).allSatisfy(dashboard -> {
            assertThat(dashboard.getString("uid")).startsWith("ticketing-");
            assertThat(Dashboards.panels(dashboard).map(panel -> panel.getInteger("id")))
                    .doesNotHaveDuplicates();
            assertThat(Dashboards.panels(dashboard).map(panel -> panel.getJsonObject("datasource")))
                    .containsOnly(new JsonObject()
                            .put("type", source.getString("type"))
                            .put("uid", source.getString("uid")));
            assertThat(Dashboards.panels(dashboard).map(panel -> panel.getJsonArray("targets")))
                    .noneMatch(targets -> targets.isEmpty());
        });
    }

    private Set<String> used() {
        var names = new TreeSet<String>();
        expressions().forEach(expression -> names.addAll(expression.names()));
        return names;
    }

    private Stream<PromQl> expressions() {
        return Stream.concat(
                rules.all().stream().map(Rule::expression),
                Dashboards.queries().stream().map(Dashboards.Query::expression));
    }

    private Set<String> unknown(Set<String> used, MetricsTable table) {
        var unknown = new TreeSet<>(used);
        unknown.removeAll(MetricsTable.series(table.ours()));
        unknown.removeAll(MetricsTable.series(table.others()));
        unknown.removeAll(rules.recorded());
        return unknown;
    }

    private static String runbookOf(Rule alert) {
        var url = alert.annotation("runbook_url");
        assertThat(url).isEqualTo(BASE + RUNBOOKS + "/" + alert.name() + ".md");
        return url.substring(BASE.length());
    }

    private static void checkRunbook(String alert, String text) {
        assertThat(text).startsWith("# " + alert + "\n");
        assertThat(text.lines().filter(line -> line.startsWith("## ")))
                .as(alert)
                .containsExactlyElementsOf(SECTIONS);
    }

    /** Alerts with their severities of which no test expects that they fire, or none that they do not. */
    private Set<String> untested(List<Expectation> expectations) {
        var untested = new HashSet<String>();
        for (var alert : rules.alerts()) {
            var ofIt = expectations.stream()
                    .filter(expectation -> expectation.alert().equals(alert.name()))
                    .toList();
            boolean fires = ofIt.stream().anyMatch(one -> one.severities().contains(alert.severity()));
            boolean rests = ofIt.stream().anyMatch(one -> !one.severities().contains(alert.severity()));
            if (!fires || !rests) {
                untested.add(alert.name() + ", " + alert.severity());
            }
        }
        return untested;
    }
}
