package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.events.UserSnapshot.Status;
import java.util.Optional;

/**
 * Somebody who buys and sells.
 *
 * @param email unique, in lower case
 * @param passwordHash in PHC string format
 */
public record User(String id, long version, String email, String passwordHash, Status status) implements Aggregate {

    /** A new user. */
    public static User signUp(String id, String email, String passwordHash) {
        return new User(id, 1, email, passwordHash, Status.ACTIVE);
    }

    @Override
    public UserSnapshot snapshot() {
        return new UserSnapshot(id, version, email, status);
    }

    @Override
    public Optional<EventType> snapshotType() {
        return Optional.of(EventType.USER_CREATED);
    }

    @Override
    public String toString() {
        return "User[id=%s, version=%d]".formatted(id, version);
    }
}
