package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.events.UserSnapshot.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who buys and sells.
 *
 * @param email unique, in lower case
 * @param verified whether somebody who reads mail at that address wants the account
 * @param owned whether that is known to be who has the password, too: anybody can sign up with anybody's address
 * @param verification the link that shows that; of an address to be, it takes that one over
 * @param reset the link that sets another password
 */
public record User(
        String id,
        long version,
        String email,
        Status status,
        boolean verified,
        boolean owned,
        Login login,
        Optional<Link> verification,
        Optional<Link> reset,
        Mails mails)
        implements Aggregate {

    static final Duration VERIFY_WITHIN = Duration.ofHours(24);
    static final Duration RESET_WITHIN = Duration.ofMinutes(30);

    /** How soon another mail may be asked for by somebody who is not signed in. */
    static final Duration BETWEEN_RESETS = Duration.ofMinutes(1);

    /** What a mailed link that opens nothing is told. */
    public static final Failure WORTHLESS =
            Failure.invalid("the link is over or has been used; please ask for another one", "token");

    private static final Failure GONE = new Failure.Unauthenticated("not signed in");

    /** A new user, who is asked to verify the address. */
    public static User signUp(String id, String email, String passwordHash, String origin, Instant now) {
        var mails = Mails.NONE.plus(Mail.of(Mail.Kind.VERIFY, email, origin, now));
        return new User(
                id,
                1,
                email,
                Status.ACTIVE,
                false,
                false,
                Login.first(passwordHash),
                Optional.empty(),
                Optional.empty(),
                mails);
    }

    /** Whether a session that was begun with some generation of the login is still good for anything. */
    public boolean admits(String sessionId, int generation) {
        return status == Status.ACTIVE && login.admits(sessionId, generation);
    }

    /** The same password, hashed in today's way, unless there is another one by now. */
    public Transition<User> rehash(String oldHash, String newHash) {
        return login.passwordHash().equals(oldHash)
                ? Transition.changedSilently(
                        next().login(login.rehashed(newHash)).build())
                : Transition.unchanged(this);
    }

    /**
     * Another password, which ends every session but one.
     *
     * @param oldHash of the password that was shown, which must still be the one
     */
    public Transition<User> changePassword(
            String oldHash, String newHash, String keptSession, String origin, Instant now) {
        if (!isStill(oldHash)) {
            return Transition.refused(GONE);
        }
        return Transition.changedSilently(next().login(login.changed(newHash, Optional.of(keptSession)))
                .reset(Optional.empty())
                .mails(mails.plus(Mail.of(Mail.Kind.PASSWORD_CHANGED, email, origin, now)))
                .build());
    }

    /** Another address, once a link that is mailed there is opened; the old one is told. The same one is verified. */
    public Transition<User> askForEmail(String oldHash, String newEmail, String origin, Instant now) {
        if (!isStill(oldHash)) {
            return Transition.refused(GONE);
        } else if (newEmail.equals(email) && owned) {
            return Transition.unchanged(this);
        }
        var asked = mails.plus(Mail.of(Mail.Kind.VERIFY, newEmail, origin, now));
        return Transition.changedSilently(next().verification(Optional.empty())
                .mails(
                        newEmail.equals(email)
                                ? asked
                                : asked.plus(Mail.of(Mail.Kind.EMAIL_CHANGING, email, origin, now)))
                .build());
    }

    /**
     * The address of a link that was opened is the user's from now on.
     *
     * @param bySession whether it was opened by who is signed in to this account
     */
    public Transition<User> verify(Secret secret, boolean bySession, Instant now) {
        return opened(verification, secret, now)
                .map(link -> Transition.changed(
                        next().email(link.email())
                                .verified(true)
                                .owned(bySession)
                                .verification(Optional.empty())
                                // A link to the old address must not open the account that has left it.
                                .reset(link.email().equals(email) ? reset : Optional.empty())
                                .build(),
                        EventType.USER_UPDATED))
                .orElseGet(() -> Transition.refused(WORTHLESS));
    }

    /** A link to set another password, unless one has just been sent. */
    public Transition<User> askForReset(String origin, Instant now) {
        boolean justSent = reset.filter(link -> now.isBefore(link.madeAt().plus(BETWEEN_RESETS)))
                .isPresent();
        if (status != Status.ACTIVE || justSent || mails.has(Mail.Kind.RESET)) {
            return Transition.unchanged(this);
        }
        return Transition.changedSilently(next().mails(mails.plus(Mail.of(Mail.Kind.RESET, email, origin, now)))
                .build());
    }

    /** Whether a link to set another password would do so. */
    public Optional<Failure> refusalOfReset(Secret secret, Instant now) {
        return opened(reset, secret, now).isPresent() ? Optional.empty() : Optional.of(WORTHLESS);
    }

    /** Another password by a mailed link: ends every session, and whatever change of address was on its way. */
    public Transition<User> reset(Secret secret, String newHash, String origin, Instant now) {
        var refusal = refusalOfReset(secret, now);
        if (refusal.isPresent()) {
            return Transition.refused(refusal.get());
        }
        var changed = next().login(login.changed(newHash, Optional.empty()))
                .verified(true)
                .owned(true)
                .reset(Optional.empty())
                .verification(Optional.empty())
                .mails(Mails.NONE.plus(Mail.of(Mail.Kind.PASSWORD_CHANGED, email, origin, now)))
                .build();
        return verified ? Transition.changedSilently(changed) : Transition.changed(changed, EventType.USER_UPDATED);
    }

    /** Nothing is left but the id, which tickets, orders and payments name. */
    public Transition<User> delete(String oldHash) {
        if (!isStill(oldHash)) {
            return Transition.refused(GONE);
        }
        return Transition.changed(
                next().email("deleted-" + id + "@deleted.invalid")
                        .status(Status.DELETED)
                        .verified(false)
                        .owned(false)
                        .login(login.changed("", Optional.empty()))
                        .verification(Optional.empty())
                        .reset(Optional.empty())
                        .mails(Mails.NONE)
                        .build(),
                EventType.USER_UPDATED);
    }

    /** May not act any more. Whoever is signed in is not from now on, not even when the ban is over. */
    public Transition<User> ban() {
        return switch (status) {
            case ACTIVE ->
                Transition.changed(
                        next().status(Status.BANNED)
                                .login(login.changed(login.passwordHash(), Optional.empty()))
                                .reset(Optional.empty())
                                .build(),
                        EventType.USER_BANNED);
            case BANNED -> Transition.unchanged(this);
            case DELETED -> Transition.refused(Failure.notFound("user"));
        };
    }

    /** May sign in again. */
    public Transition<User> unban() {
        return switch (status) {
            case BANNED -> Transition.changed(next().status(Status.ACTIVE).build(), EventType.USER_UNBANNED);
            case ACTIVE -> Transition.unchanged(this);
            case DELETED -> Transition.refused(Failure.notFound("user"));
        };
    }

    /** The mail that is to be sent now. */
    public Optional<Mail> mailDue(Instant now) {
        return mails.due().filter(due -> !now.isBefore(due)).map(due -> mails.waiting()
                .get(0));
    }

    /** Takes the mail that is due, with the secret that goes into its link; nobody else does for a while. */
    public Transition<User> takeMail(Secret secret, Instant now) {
        var due = mailDue(now);
        if (due.isEmpty()) {
            return Transition.unchanged(this);
        }
        var mail = due.get();
        var taken = next().mails(mails.leased(now));
        if (mail.kind() == Mail.Kind.VERIFY) {
            taken.verification(Optional.of(new Link(secret.hash(), mail.to(), now, now.plus(VERIFY_WITHIN))));
        } else if (mail.kind() == Mail.Kind.RESET) {
            taken.reset(Optional.of(new Link(secret.hash(), mail.to(), now, now.plus(RESET_WITHIN))));
        }
        return Transition.changedSilently(taken.build());
    }

    /** A mail has gone. */
    public Transition<User> mailSent(Mail mail, Instant now) {
        return Transition.changedSilently(next().mails(mails.sent(mail, now)).build());
    }

    /** A mail did not go: later, then. */
    public Transition<User> mailFailed(Mail mail, Instant now) {
        return Transition.changedSilently(next().mails(mails.failed(mail, now)).build());
    }

    @Override
    public UserSnapshot snapshot() {
        return new UserSnapshot(id, version, email, status);
    }

    @Override
    public Optional<EventType> snapshotType() {
        if (status == Status.BANNED) {
            return Optional.of(EventType.USER_BANNED);
        }
        return Optional.of(version == 1 ? EventType.USER_CREATED : EventType.USER_UPDATED);
    }

    @Override
    public String toString() {
        return "User[id=%s, version=%d]".formatted(id, version);
    }

    private boolean isStill(String passwordHash) {
        return status == Status.ACTIVE && login.passwordHash().equals(passwordHash);
    }

    private Optional<Link> opened(Optional<Link> link, Secret secret, Instant now) {
        return link.filter(known -> status == Status.ACTIVE && known.isOpenedBy(secret, now));
    }

    private UserChange next() {
        return new UserChange(this);
    }
}
