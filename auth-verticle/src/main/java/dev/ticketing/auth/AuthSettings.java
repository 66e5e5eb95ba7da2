package dev.ticketing.auth;

import dev.ticketing.auth.domain.RefreshRules;
import dev.ticketing.shared.service.ContextSettings;
import dev.ticketing.shared.session.AccessTokens;
import dev.ticketing.shared.settings.Environment;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the auth context needs to know.
 *
 * @param privateKey PEM; belongs to one of the public keys
 * @param tokenLifetime how long an access token is good for
 * @param adminEmails whose verified address it is, is an admin; in lower case
 * @param auditRetention how long the audit log keeps sign-ins
 */
record AuthSettings(
        ContextSettings common,
        String privateKey,
        Duration tokenLifetime,
        RefreshRules refresh,
        MailSettings mail,
        Set<String> adminEmails,
        Duration auditRetention) {

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);
    private static final Duration REFRESH_IDLE = Duration.ofDays(30);
    private static final Duration REFRESH_LIFETIME = Duration.ofDays(90);
    private static final Duration REFRESH_GRACE = Duration.ofSeconds(10);
    private static final Duration AUDIT_RETENTION = Duration.ofDays(90);

    static AuthSettings read(Environment environment) {
        var settings = new AuthSettings(
                ContextSettings.read(environment),
                environment.required("JWT_PRIVATE_KEY"),
                environment.positiveDuration("ACCESS_TOKEN_LIFETIME", TOKEN_LIFETIME),
                new RefreshRules(
                        environment.positiveDuration("REFRESH_IDLE", REFRESH_IDLE),
                        environment.positiveDuration("REFRESH_LIFETIME", REFRESH_LIFETIME),
                        environment.duration("REFRESH_GRACE", REFRESH_GRACE)),
                MailSettings.read(environment),
                adminEmails(environment),
                environment.positiveDuration("AUDIT_RETENTION", AUDIT_RETENTION));
        if (!settings.privateKey.isEmpty()
                && !settings.common.session().publicKeys().isEmpty()) {
            try {
                settings.tokens(Clock.systemUTC());
            } catch (IllegalArgumentException e) {
                environment.problem("JWT_PRIVATE_KEY", "cannot be used: " + e.getMessage(), "");
            }
        }
        return settings;
    }

    private static Set<String> adminEmails(Environment environment) {
        var emails = Arrays.stream(
                        environment.optional("ADMIN_EMAILS").orElse("").split(",", -1))
                .map(email -> email.strip().toLowerCase(Locale.ROOT))
                .filter(email -> !email.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return emails.stream().allMatch(email -> email.contains("@"))
                ? emails
                : environment.problem("ADMIN_EMAILS", "must be email addresses, comma-separated", Set.of());
    }

    AccessTokens tokens(Clock clock) {
        return new AccessTokens(privateKey, common.session().publicKeys(), tokenLifetime, clock);
    }

    @Override
    public String toString() {
        return "AuthSettings[tokenLifetime=" + tokenLifetime + "]";
    }
}
