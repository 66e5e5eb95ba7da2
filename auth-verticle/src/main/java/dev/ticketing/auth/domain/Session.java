package dev.ticketing.auth.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One sign-in of a user on one device, and all the refresh tokens that have come of it: its family.
 *
 * <p>Each use of the current token replaces it by its successor. Which that is takes the token and the salt to know: so
 * whoever uses the same token again within the grace, as twenty tabs do at once, gets the same successor and not one
 * of his own, although nothing but hashes is stored. Any other use of an older token shows that two have it.
 *
 * @param generation of the login that began it
 * @param device what it runs on, as people would say it
 * @param familyHash of the part that all its tokens have in common
 * @param tokenHash of the current token's own part
 */
public record Session(
        String id,
        long version,
        String userId,
        int generation,
        String device,
        String address,
        Instant createdAt,
        Instant usedAt,
        Instant expiresAt,
        String familyHash,
        String tokenHash,
        Optional<Parent> parent) {

    /**
     * The token before the current one.
     *
     * @param salt what makes the current one of it
     */
    public record Parent(String hash, String salt, Instant usedAt) {}

    /** What using a token leads to. */
    public sealed interface Use {}

    /** The session goes on with another token. */
    public record Rotated(Session session, RefreshToken token) implements Use {}

    /** The session has gone on already, with this token. */
    public record Repeated(RefreshToken token) implements Use {}

    /** Two have a token of this session: it must end. */
    public record Replayed() implements Use {}

    /** No token of this session, or not in time. */
    public record Refused() implements Use {}

    /** A new session of a user. */
    public static Session begin(
            User user, RefreshToken token, String device, String address, RefreshRules rules, Instant now) {
        return new Session(
                token.sessionId(),
                1,
                user.id(),
                user.login().generation(),
                device,
                address,
                now,
                now,
                rules.expiry(now, now),
                token.family().hash(),
                token.own().hash(),
                Optional.empty());
    }

    public boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** Uses a token; the salt is random. */
    public Use use(RefreshToken token, String salt, RefreshRules rules, Instant now) {
        if (!isLive(now) || !token.family().hasHash(familyHash)) {
            return new Refused();
        } else if (token.own().hasHash(tokenHash)) {
            return rotate(token, salt, rules, now);
        }
        return parent.filter(last -> token.own().hasHash(last.hash()) && rules.forgives(last.usedAt(), now))
                .<Use>map(last -> new Repeated(token.successor(last.salt())))
                .orElseGet(Replayed::new);
    }

    private Use rotate(RefreshToken token, String salt, RefreshRules rules, Instant now) {
        var next = token.successor(salt);
        return new Rotated(
                new Session(
                        id,
                        version + 1,
                        userId,
                        generation,
                        device,
                        address,
                        createdAt,
                        now,
                        rules.expiry(createdAt, now),
                        familyHash,
                        next.own().hash(),
                        Optional.of(new Parent(tokenHash, salt, now))),
                next);
    }

    @Override
    public String toString() {
        return "Session[id=%s, version=%d]".formatted(id, version);
    }
}
