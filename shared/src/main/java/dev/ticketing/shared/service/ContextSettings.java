package dev.ticketing.shared.service;

import dev.ticketing.shared.http.HttpSettings;
import dev.ticketing.shared.http.SessionSettings;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.session.BanList;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.MongoSettings;
import java.time.Clock;

/** What every context with users, a database and events needs to know. */
public record ContextSettings(HttpSettings http, MongoSettings mongo, BrokerSettings broker, SessionSettings session) {

    public static ContextSettings read(Environment environment) {
        return new ContextSettings(
                HttpSettings.read(environment),
                MongoSettings.read(environment),
                BrokerSettings.read(environment),
                SessionSettings.read(environment));
    }

    /** Who is asking, by the cookie. */
    public Sessions sessions(Clock clock, BanList bans) {
        return new Sessions(session.verifier(clock), bans, http);
    }
}
