package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Fields;

/** A request for another password, by somebody who was mailed a link for it. */
public record PasswordReset(MailedSecret link, String password) {

    public static PasswordReset from(Fields fields) {
        var reset = new PasswordReset(MailedSecret.read(fields), Credentials.newPassword(fields));
        fields.check();
        return reset;
    }

    @Override
    public String toString() {
        return "PasswordReset";
    }
}
