package dev.ticketing.auth;

import dev.ticketing.auth.domain.Mail;
import dev.ticketing.auth.domain.MailedSecret;
import dev.ticketing.auth.domain.Secret;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the mails that users' documents ask for. What is asked for there is stored, so nothing is lost by a crash; one
 * between the sending and the note of it sends the mail a second time, and then the newer link is the one that works.
 */
final class MailDelivery {

    /** How many go at a time. */
    static final int BATCH = 10;

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);
    private static final Failure GONE = Failure.notFound("user");

    private final UserStore store;
    private final Mailer mailer;
    private final Clock clock;
    private final Counter sent = Metrics.counter("mails.sent");
    private final Counter failed = Metrics.counter("mails.failed");

    MailDelivery(UserStore store, Mailer mailer, Clock clock) {
        this.store = store;
        this.mailer = mailer;
        this.clock = clock;
    }

    /** Sends what is due, a bounded number at a time. */
    Future<Void> sweep() {
        return store.mailsDue(clock.instant(), BATCH)
                .compose(users -> Future.join(users.stream().map(this::deliver).toList()))
                .mapEmpty();
    }

    private Future<Void> deliver(User user) {
        var secret = Secret.random();
        var taken = new AtomicReference<Mail>();
        return store.change(user.id(), GONE, now -> {
                    var mail = now.mailDue(clock.instant());
                    taken.set(mail.orElse(null));
                    return now.takeMail(secret, clock.instant());
                })
                .compose(now -> taken.get() == null
                        ? Future.succeededFuture()
                        : send(user.id(), taken.get(), new MailedSecret(user.id(), secret)));
    }

    private Future<Void> send(String userId, Mail mail, MailedSecret token) {
        return mailer.send(mail.to(), MailText.subject(mail.kind()), MailText.of(mail, token))
                .compose(
                        gone -> {
                            sent.increment();
                            return store.change(userId, GONE, user -> user.mailSent(mail, clock.instant()));
                        },
                        failure -> {
                            failed.increment();
                            LOG.warn(
                                    "a mail to user {} cannot be sent ({}): {}",
                                    userId,
                                    mail.kind(),
                                    failure.getMessage());
                            return store.change(userId, GONE, user -> user.mailFailed(mail, clock.instant()));
                        })
                .mapEmpty();
    }
}
