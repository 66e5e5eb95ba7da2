package dev.ticketing.system.observability;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** The dashboards in observability/grafana/dashboards. */
final class Dashboards {

    private static final String FOLDER = "observability/grafana/dashboards";

    private Dashboards() {}

    /** A query of a panel. */
    record Query(String dashboard, String panel, PromQl expression) {

        /** As Grafana sends it, for what is scraped every second. */
        String sent() {
            return expression.text().replace("$__rate_interval", "30s").replace("$__range", "1m");
        }

        @Override
        public String toString() {
            return dashboard + " / " + panel + ": " + expression.text();
        }
    }

    static List<JsonObject> all() {
        return ProjectFiles.namesIn(FOLDER, ".json").stream()
                .map(name -> new JsonObject(ProjectFiles.read(FOLDER + "/" + name + ".json")))
                .toList();
    }

    /** The panels of a dashboard, rows left out. */
    static Stream<JsonObject> panels(JsonObject dashboard) {
        return objects(dashboard, "panels")
                .filter(panel -> !panel.getString("type").equals("row"));
    }

    static List<Query> queries() {
        return all().stream()
                .flatMap(dashboard -> panels(dashboard).flatMap(panel -> objects(panel, "targets")
                        .map(target -> new Query(
                                dashboard.getString("title"),
                                panel.getString("title"),
                                new PromQl(target.getString("expr"))))))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonObject in, String name) {
        return in.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }
}
