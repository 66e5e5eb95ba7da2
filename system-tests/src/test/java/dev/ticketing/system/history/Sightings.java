package dev.ticketing.system.history;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** What people see of a thing never goes back, and one version of it is one state. */
final class Sightings {

    /**
     * An answer that shows something.
     *
     * @param shown what snapshots show of it
     */
    private record Sighting(String id, long version, String shown, Call call) {}

    private Sightings() {}

    static List<Finding> in(List<Call> calls) {
        var findings = new ArrayList<Finding>();
        calls.stream()
                .flatMap(call -> sighting(call).stream())
                .collect(groupingBy(Sighting::id))
                .forEach((id, ofOne) -> {
                    checkOrder(id, ofOne, findings);
                    checkStates(id, ofOne, findings);
                });
        return findings;
    }

    /** Payments have no version to be seen; what has one is a ticket or an order. */
    private static Optional<Sighting> sighting(Call call) {
        var body = call.body();
        if (!call.isOk() || !body.containsKey("version")) {
            return Optional.empty();
        }
        var shown = body.copy();
        shown.remove("version");
        return Optional.of(new Sighting(body.getString("id"), body.getLong("version"), shown.encode(), call));
    }

    /** Whatever is asked for after an answer was there is at least as new as that answer. */
    private static void checkOrder(String id, List<Sighting> seen, List<Finding> findings) {
        var byReturn = seen.stream()
                .sorted(Comparator.comparing(sighting -> sighting.call().returnedAt()))
                .toList();
        var byInvocation = seen.stream()
                .sorted(Comparator.comparing(sighting -> sighting.call().invokedAt()))
                .toList();
        Sighting newest = null;
        int next = 0;
        for (var sighting : byInvocation) {
            while (byReturn.get(next)
                    .call()
                    .returnedAt()
                    .isBefore(sighting.call().invokedAt())) {
                var returned = byReturn.get(next);
                newest = newest == null || returned.version() > newest.version() ? returned : newest;
                next++;
            }
            if (newest != null && sighting.version() < newest.version()) {
                findings.add(new Finding(Rule.WENT_BACK, id, newest.call() + " and then " + sighting.call()));
                return;
            }
        }
    }

    private static void checkStates(String id, List<Sighting> seen, List<Finding> findings) {
        var states = new HashMap<Long, Sighting>();
        for (var sighting : seen) {
            var same = states.putIfAbsent(sighting.version(), sighting);
            if (same != null && !same.shown().equals(sighting.shown())) {
                findings.add(new Finding(Rule.TWO_STATES_OF_ONE_VERSION, id, same.call() + " and " + sighting.call()));
                return;
            }
        }
    }
}
