package dev.ticketing.auth;

import io.vertx.core.Future;

/** Takes mails away. */
interface Mailer {

    /** Succeeds when somebody else answers for the mail. */
    Future<Void> send(String to, String subject, String text);

    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
