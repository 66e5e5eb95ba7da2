package dev.ticketing.system.observability;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What observability/rules records, the alerts, and what is expected of them in observability/rules/tests. */
record Rules(List<Rule> all) {

    private static final String FOLDER = "observability/rules";
    private static final String TESTS = FOLDER + "/tests";

    /** One rule: it has {@code record} or {@code alert}. */
    record Rule(JsonObject json) {

        PromQl expression() {
            return new PromQl(json.getString("expr"));
        }

        boolean isAlert() {
            return json.containsKey("alert");
        }

        /** The alert's name, or that of what is recorded. */
        String name() {
            return json.getString(isAlert() ? "alert" : "record");
        }

        String severity() {
            return json.getJsonObject("labels").getString("severity", "");
        }

        String annotation(String name) {
            return json.getJsonObject("annotations").getString(name, "");
        }
    }

    /**
     * What a test expects of an alert at some moment.
     *
     * @param severities of those that fire
     */
    record Expectation(String alert, Set<String> severities) {}

    static Rules read() {
        return new Rules(ProjectFiles.namesIn(FOLDER, ".yaml").stream()
                .flatMap(file -> objects(ProjectFiles.yaml(FOLDER + "/" + file + ".yaml"), "groups"))
                .flatMap(group -> objects(group, "rules"))
                .map(Rule::new)
                .toList());
    }

    List<Rule> alerts() {
        return all.stream().filter(Rule::isAlert).toList();
    }

    Set<String> recorded() {
        return all.stream().filter(rule -> !rule.isAlert()).map(Rule::name).collect(Collectors.toSet());
    }

    static List<Expectation> expectations() {
        return ProjectFiles.namesIn(TESTS, ".yaml").stream()
                .flatMap(file -> objects(ProjectFiles.yaml(TESTS + "/" + file + ".yaml"), "tests"))
                .flatMap(test -> objects(test, "alert_rule_test"))
                .map(check -> new Expectation(
                        check.getString("alertname"),
                        objects(check, "exp_alerts")
                                .map(alert -> alert.getJsonObject("exp_labels").getString("severity"))
                                .collect(Collectors.toSet())))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonObject in, String name) {
        return in.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }
}
