package dev.ticketing.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.TimeUnit;

/** Hands mails to a server. */
final class SmtpMailer implements Mailer {

    /** Within what a mail is leased for, waiting for a connection included. */
    private static final int TIMEOUT_SECONDS = 20;

    private final MailClient client;
    private final String from;

    SmtpMailer(Vertx vertx, MailConfig config, String from) {
        this.client = MailClient.create(vertx, config);
        this.from = from;
    }

    @Override
    public Future<Void> send(String to, String subject, String text) {
        var message =
                new MailMessage().setFrom(from).setTo(to).setSubject(subject).setText(text);
        return client.sendMail(message)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }
}
