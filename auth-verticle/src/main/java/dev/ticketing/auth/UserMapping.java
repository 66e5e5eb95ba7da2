package dev.ticketing.auth;

import dev.ticketing.auth.domain.Link;
import dev.ticketing.auth.domain.Login;
import dev.ticketing.auth.domain.Mail;
import dev.ticketing.auth.domain.Mails;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.DocumentMapping;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** A user as a document. What was stored before there were sessions and mails is read as having none. */
final class UserMapping implements DocumentMapping<User> {

    static final String MAIL_DUE = "mailDueMillis";

    @Override
    public JsonObject toDocument(User user) {
        var mails = new JsonArray(
                user.mails().waiting().stream().map(UserMapping::mail).toList());
        return new JsonObject()
                .put("email", user.email())
                .put("status", WireName.of(user.status()))
                .put("verified", user.verified())
                .put("owned", user.owned())
                .put("passwordHash", user.login().passwordHash())
                .put("generation", user.login().generation())
                .put("keptSession", user.login().keptSession().orElse(null))
                .put("verification", user.verification().map(UserMapping::link).orElse(null))
                .put("reset", user.reset().map(UserMapping::link).orElse(null))
                .put("mails", mails)
                .put(MAIL_DUE, user.mails().due().map(Instant::toEpochMilli).orElse(null));
    }

    @Override
    public User fromDocument(String id, long version, JsonObject document) {
        return new User(
                id,
                version,
                document.getString("email"),
                WireName.read(Status.class, document.getString("status")),
                document.getBoolean("verified", false),
                document.getBoolean("owned", false),
                new Login(
                        document.getString("passwordHash"),
                        document.getInteger("generation", 1),
                        Optional.ofNullable(document.getString("keptSession"))),
                Optional.ofNullable(document.getJsonObject("verification")).map(UserMapping::link),
                Optional.ofNullable(document.getJsonObject("reset")).map(UserMapping::link),
                mails(document));
    }

    private static Mails mails(JsonObject document) {
        var waiting = document.getJsonArray("mails", new JsonArray()).stream()
                .map(mail -> mail((JsonObject) mail))
                .toList();
        return new Mails(
                waiting, Optional.ofNullable(document.getLong(MAIL_DUE)).map(Instant::ofEpochMilli));
    }

    private static JsonObject link(Link link) {
        return new JsonObject()
                .put("hash", link.hash())
                .put("email", link.email())
                .put("madeAtMillis", link.madeAt().toEpochMilli())
                .put("expiresAtMillis", link.expiresAt().toEpochMilli());
    }

    private static Link link(JsonObject document) {
        return new Link(
                document.getString("hash"),
                document.getString("email"),
                Instant.ofEpochMilli(document.getLong("madeAtMillis")),
                Instant.ofEpochMilli(document.getLong("expiresAtMillis")));
    }

    private static JsonObject mail(Mail mail) {
        return new JsonObject()
                .put("kind", WireName.of(mail.kind()))
                .put("to", mail.to())
                .put("origin", mail.origin())
                .put("askedAtMillis", mail.askedAt().toEpochMilli())
                .put("failures", mail.failures());
    }

    private static Mail mail(JsonObject document) {
        return new Mail(
                WireName.read(Mail.Kind.class, document.getString("kind")),
                document.getString("to"),
                document.getString("origin"),
                Instant.ofEpochMilli(document.getLong("askedAtMillis")),
                document.getInteger("failures"));
    }
}
