package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Fields;

/**
 * A request for another address, by somebody who knows the password.
 *
 * @param email in lower case
 */
public record EmailChange(String email, String currentPassword) {

    public static EmailChange from(Fields fields) {
        var change = new EmailChange(Credentials.email(fields), Credentials.shownPassword(fields, "currentPassword"));
        fields.check();
        return change;
    }

    @Override
    public String toString() {
        return "EmailChange[email=" + email + "]";
    }
}
