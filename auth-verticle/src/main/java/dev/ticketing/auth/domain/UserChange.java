package dev.ticketing.auth.domain;

import dev.ticketing.shared.events.UserSnapshot.Status;
import java.util.Optional;

/** The next version of a user, alike but for what is set. */
final class UserChange {

    private final User old;
    private String email;
    private Status status;
    private boolean verified;
    private boolean owned;
    private Login login;
    private Optional<Link> verification;
    private Optional<Link> reset;
    private Mails mails;

    UserChange(User old) {
        this.old = old;
        this.email = old.email();
        this.status = old.status();
        this.verified = old.verified();
        this.owned = old.owned();
        this.login = old.login();
        this.verification = old.verification();
        this.reset = old.reset();
        this.mails = old.mails();
    }

    UserChange email(String to) {
        email = to;
        return this;
    }

    UserChange status(Status to) {
        status = to;
        return this;
    }

    UserChange verified(boolean to) {
        verified = to;
        return this;
    }

    UserChange owned(boolean to) {
        owned = to;
        return this;
    }

    UserChange login(Login to) {
        login = to;
        return this;
    }

    UserChange verification(Optional<Link> to) {
        verification = to;
        return this;
    }

    UserChange reset(Optional<Link> to) {
        reset = to;
        return this;
    }

    UserChange mails(Mails to) {
        mails = to;
        return this;
    }

    User build() {
        return new User(old.id(), old.version() + 1, email, status, verified, owned, login, verification, reset, mails);
    }
}
