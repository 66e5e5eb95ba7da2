package dev.ticketing.auth.domain;

import dev.ticketing.shared.domain.Fields;

/**
 * What an admin bans a user for.
 *
 * @param reason for the log; the user is not told
 */
public record BanRequest(String reason) {

    private static final int MAX_REASON = 500;

    public static BanRequest from(Fields fields) {
        var request = new BanRequest(fields.text("reason", 1, MAX_REASON));
        fields.check();
        return request;
    }
}
