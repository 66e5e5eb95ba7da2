package dev.ticketing.system.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Redis with the three scripts of expiration: timers by due time, and leases of what a poller has claimed. */
final class Timers {

    static final long LEASE_MILLIS = 30_000;

    private final Clock clock;
    private final Map<String, Long> due = new TreeMap<>();
    private final Map<String, Lease> leases = new TreeMap<>();

    private record Lease(int owner, long endsMillis) {}

    Timers(Clock clock) {
        this.clock = clock;
    }

    void set(String id, long dueMillis) {
        due.put(id, dueMillis);
    }

    void remove(String id) {
        due.remove(id);
        leases.remove(id);
    }

    /** Moves what is due, and what has been leased too long, to the leases of an owner. */
    List<String> claim(int owner, int limit) {
        long now = clock.redisMillis();
        var claimed = new ArrayList<String>(limit);
        for (var lease : leases.entrySet()) {
            if (lease.getValue().endsMillis <= now && claimed.size() < limit) {
                claimed.add(lease.getKey());
            }
        }
        for (var timer : due.entrySet()) {
            if (timer.getValue() <= now && claimed.size() < limit) {
                claimed.add(timer.getKey());
            }
        }
        for (var id : claimed) {
            due.remove(id);
            leases.put(id, new Lease(owner, now + LEASE_MILLIS));
        }
        return claimed;
    }

    void acknowledge(int owner, List<String> ids) {
        for (var id : ids) {
            var lease = leases.get(id);
            if (lease != null && lease.owner == owner) {
                leases.remove(id);
            }
        }
    }

    void flush() {
        due.clear();
        leases.clear();
    }

    boolean isEmpty() {
        return due.isEmpty() && leases.isEmpty();
    }

    /** When the next one can be claimed, by Redis' clock. */
    long nextMillis() {
        long next = Long.MAX_VALUE;
        for (var millis : due.values()) {
            next = Math.min(next, millis);
        }
        for (var lease : leases.values()) {
            next = Math.min(next, lease.endsMillis);
        }
        return next;
    }
}
