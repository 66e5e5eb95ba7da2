package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Fields;

/** A request for another password, by somebody who knows the current one. */
public record PasswordChange(String currentPassword, String password) {

    public static PasswordChange from(Fields fields) {
        var change = new PasswordChange(
                Credentials.shownPassword(fields, "currentPassword"), Credentials.newPassword(fields));
        fields.check();
        return change;
    }

    @Override
    public String toString() {
        return "PasswordChange";
    }
}
