package dev.ticketing.stripesimulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The faults that are armed; the one armed first hits first. */
final class Faults {

    private static final int MAX_ARMED = 100;
    private static final int MAX_TIMES = 1_000_000;
    private static final long MAX_MILLIS = 600_000;

    private final List<Fault> armed = new ArrayList<>();

    /**
     * Arms one more.
     *
     * @throws IllegalArgumentException when it is not a fault
     */
    Fault arm(JsonObject json) {
        if (armed.size() == MAX_ARMED) {
            throw new IllegalArgumentException("no more than " + MAX_ARMED + " faults can be armed");
        }
        String path = json.getString("path");
        if (path == null || !path.startsWith("/v1/")) {
            throw new IllegalArgumentException("path must start with /v1/");
        }
        Fault fault = new Fault(
                json.getString("method", "*"),
                path,
                kind(json.getString("kind")),
                (int) between(1, MAX_TIMES, "times", json.getLong("times", 1L)),
                between(0, MAX_MILLIS, "millis", json.getLong("millis", 0L)));
        armed.add(fault);
        return fault;
    }

    /** The fault that hits this request, or null; it is used up once. */
    Fault take(String method, String path) {
        for (int i = 0; i < armed.size(); i++) {
            Fault fault = armed.get(i);
            if (fault.hits(method, path)) {
                if (fault.times() == 1) {
                    armed.remove(i);
                } else {
                    armed.set(i, fault.oneLess());
                }
                return fault;
            }
        }
        return null;
    }

    void clear() {
        armed.clear();
    }

    JsonArray toJson() {
        return new JsonArray(new ArrayList<>(armed.stream().map(Fault::toJson).toList()));
    }

    private static Fault.Kind kind(String name) {
        return Arrays.stream(Fault.Kind.values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind must be one of "
                        + String.join(
                                ", ",
                                Arrays.stream(Fault.Kind.values())
                                        .map(Fault.Kind::wireName)
                                        .toList())));
    }

    private static long between(long least, long most, String name, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be between " + least + " and " + most);
        }
        return value;
    }
}
