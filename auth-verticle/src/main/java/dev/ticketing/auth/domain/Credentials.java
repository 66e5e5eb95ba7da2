package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Fields;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a user signs up and in with.
 *
 * @param email in lower case
 * @param password as it was typed
 */
public record Credentials(String email, String password) {

    /** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
    private static final int MAX_EMAIL = 254;

    /** OWASP ASVS 5.0, 6.2.1 and 6.2.9: at least 8, and at least 64 must be allowed. */
    private static final int MIN_PASSWORD = 8;

    private static final int MAX_PASSWORD = 128;

    /**
     * Nothing that a header of a mail reads as more than the address (RFC 5322, section 3.4), so that nobody writes one
     * address in many ways or several at once; and nothing that nobody sees.
     */
    private static final String LETTER = "[^.@<>()\\[\\],;:\\\\\"\\p{C}\\p{Z}]";

    /** One @, with a dot in the domain; only a mail can tell whether it exists. */
    private static final Pattern EMAIL = Pattern.compile("(?:L|\\.){1,64}@L+(?:\\.L+)+".replace("L", LETTER));

    /** Reads a request to sign up. */
    public static Credentials forSignUp(Fields fields) {
        var credentials = new Credentials(email(fields), newPassword(fields));
        fields.check();
        return credentials;
    }

    /** Reads a request to sign in: no rule for a new password may keep anybody out. */
    public static Credentials forSignIn(Fields fields) {
        var credentials = new Credentials(email(fields), shownPassword(fields, "password"));
        fields.check();
        return credentials;
    }

    /** Reads a request of somebody who has forgotten the password: the address. */
    public static String emailOnly(Fields fields) {
        var email = email(fields);
        fields.check();
        return email;
    }

    @Override
    public String toString() {
        return "Credentials[email=" + email + "]";
    }

    /** A password to be: any characters, taken as they are; but none of those that everybody tries first. */
    static String newPassword(Fields fields) {
        var password = fields.secret("password", MIN_PASSWORD, MAX_PASSWORD);
        if (fields.fine("password") && LeakedPasswords.contain(password)) {
            fields.problem("password", "is one of the most common ones; please choose another");
        } else if (fields.fine("password") && LeakedPasswords.areWordsOfThePlace(password)) {
            fields.problem("password", "is made of words that everybody here thinks of; please choose another");
        }
        return password;
    }

    /** A password that is to be compared with a user's. */
    static String shownPassword(Fields fields, String name) {
        return fields.secret(name, 1, MAX_PASSWORD);
    }

    static String email(Fields fields) {
        var email = fields.text("email", 1, MAX_EMAIL).toLowerCase(Locale.ROOT);
        if (fields.fine("email") && !EMAIL.matcher(email).matches()) {
            fields.problem("email", "must be an email address");
        }
        return email;
    }
}
