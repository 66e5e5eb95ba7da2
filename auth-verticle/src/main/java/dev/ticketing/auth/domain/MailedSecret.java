package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Fields;
import java.util.regex.Pattern;

/** What a mailed link carries as its {@code token}: whose it is, and a secret. */
public record MailedSecret(String userId, Secret secret) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{32})\\.([\\w-]{43})");
    private static final int MAX_LENGTH = 200;

    /** Reads the token of a request to verify an address. */
    public static MailedSecret from(Fields fields) {
        var read = read(fields);
        fields.check();
        return read;
    }

    /** Reads the token of a request with more to read. What is no token is one of nobody's. */
    static MailedSecret read(Fields fields) {
        var text = fields.text("token", 1, MAX_LENGTH);
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new MailedSecret(matcher.group(1), new Secret(matcher.group(2)))
                : new MailedSecret("", new Secret(text));
    }

    /** As the link carries it. */
    public String text() {
        return userId + "." + secret.text();
    }

    @Override
    public String toString() {
        return "MailedSecret[userId=" + userId + "]";
    }
}
