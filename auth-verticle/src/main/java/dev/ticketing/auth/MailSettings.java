package dev.ticketing.auth;

import dev.ticketing.shared.settings.Environment;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * How mails leave.
 *
 * @param smtp who takes them; empty where nobody does, and they are kept to be looked at
 * @param from whose mails they are
 */
record MailSettings(Optional<MailConfig> smtp, String from) {

    /** By scheme: {@code smtp} insists on TLS after the greeting, {@code smtp+plain} is for a server next door. */
    private static final Map<String, StartTLSOptions> TLS = Map.of(
            "smtp", StartTLSOptions.REQUIRED,
            "smtp+plain", StartTLSOptions.DISABLED,
            "smtps", StartTLSOptions.DISABLED);

    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_OVER_TLS = 465;
    private static final int IDLE_SECONDS = 30;

    static MailSettings read(Environment environment) {
        var smtp = environment.optional("SMTP_URL").flatMap(text -> config(environment, text));
        var from = environment.optional("MAIL_FROM");
        if (smtp.isPresent() && from.isEmpty()) {
            environment.problem("MAIL_FROM", "is missing (needed with SMTP_URL)", "");
        }
        return new MailSettings(smtp, from.orElse(""));
    }

    private static Optional<MailConfig> config(Environment environment, String text) {
        try {
            var uri = new URI(text);
            if (uri.getScheme() != null && TLS.containsKey(uri.getScheme()) && uri.getHost() != null) {
                return Optional.of(config(uri));
            }
        } catch (URISyntaxException malformed) {
            // Told below, without the text: it may hold a password.
        }
        return environment.problem(
                "SMTP_URL", "must be like smtp://user:password@mail.example.com:587, or smtps://", Optional.empty());
    }

    private static MailConfig config(URI uri) {
        boolean overTls = uri.getScheme().equals("smtps");
        int usual = overTls ? SUBMISSION_OVER_TLS : SUBMISSION;
        var config = new MailConfig(
                        uri.getHost(),
                        uri.getPort() < 0 ? usual : uri.getPort(),
                        TLS.get(uri.getScheme()),
                        LoginOption.NONE)
                .setSsl(overTls)
                .setMaxPoolSize(MailDelivery.BATCH)
                .setIdleTimeout(IDLE_SECONDS);
        if (uri.getUserInfo() != null) {
            var login = uri.getUserInfo().split(":", 2);
            config.setLogin(LoginOption.REQUIRED).setUsername(login[0]).setPassword(login.length > 1 ? login[1] : "");
        }
        return config;
    }

    @Override
    public String toString() {
        return "MailSettings[from=" + from + "]";
    }
}
