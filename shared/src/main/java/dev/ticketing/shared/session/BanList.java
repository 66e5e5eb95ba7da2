package dev.ticketing.shared.session;

import dev.ticketing.shared.events.UserSnapshot.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may not act, as this process knows: every request asks it, so it is in memory and nothing else. Of what it hears
 * about a user the newest stands. As large as the number of such users. Safe for use by several threads.
 */
public final class BanList {

    private record Standing(long version, boolean banned) {}

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();

    /** Whether a user may not act. */
    public boolean has(String userId) {
        var standing = standings.get(userId);
        return standing != null && standing.banned;
    }

    /**
     * Hears how a user stands. A ban that is over is remembered, lest an older snapshot bring it back.
     *
     * @param version the position of what is heard
     */
    public void hear(String userId, long version, Status status) {
        boolean banned = status != Status.ACTIVE;
        standings.compute(userId, (id, known) -> {
            if (known == null ? !banned : known.version >= version) {
                return known;
            }
            return new Standing(version, banned);
        });
    }

    /** How many users may not act. */
    public long size() {
        return standings.values().stream().filter(Standing::banned).count();
    }
}
