package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Fields;

/** A request to delete the account, by somebody who knows the password. */
public record AccountDeletion(String currentPassword) {

    public static AccountDeletion from(Fields fields) {
        var deletion = new AccountDeletion(Credentials.shownPassword(fields, "currentPassword"));
        fields.check();
        return deletion;
    }

    @Override
    public String toString() {
        return "AccountDeletion";
    }
}
