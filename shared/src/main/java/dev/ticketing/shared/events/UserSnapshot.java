package dev.ticketing.shared.events;

/**
 * A user as other contexts see it.
 *
 * @param version the aggregate's version: the position
 */
public record UserSnapshot(String id, long version, String email, Status status) implements Snapshot {

    public enum Status {
        ACTIVE,
        BANNED,
        /** Of the user's own wish; what is left is the id, and an address that is nobody's. */
        DELETED
    }
}
