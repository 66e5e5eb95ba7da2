package dev.ticketing.auth;

import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.service.Bans;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** The auth context: users and sessions. */
public final class AuthVerticle extends ContextVerticle {

    private static final Duration MAIL_INTERVAL = Duration.ofMillis(500);
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LOG_SWEEP_INTERVAL = Duration.ofSeconds(5);

    private final AuthSettings settings;
    private final Function<Vertx, Passwords> hashing;
    private final Mailbox mailbox;
    private AuthRoutes routes;
    private AdminRoutes adminRoutes;

    /** Reads its settings, noting what is wrong with them in the environment. */
    public AuthVerticle(Environment environment, Clock clock) {
        this(environment, clock, Passwords::new);
    }

    /** With hashes of a test's own. */
    AuthVerticle(Environment environment, Clock clock, Function<Vertx, Passwords> hashing) {
        this(AuthSettings.read(environment), clock, hashing);
    }

    private AuthVerticle(AuthSettings settings, Clock clock, Function<Vertx, Passwords> hashing) {
        super("auth", settings.common().broker(), clock);
        this.settings = settings;
        this.hashing = hashing;
        this.mailbox = new Mailbox(clock);
    }

    @Override
    public Future<?> start() {
        var mongo = database(settings.common().mongo());
        var users = new UserStore(vertx, new Documents(vertx, mongo, "users"), name(), clock());
        var sessions = new SessionStore(new Documents(vertx, mongo, "sessions"));
        var log = new AuditLog(new Documents(vertx, mongo, "audit"), settings.auditRetention(), clock());
        var begun = new SessionService(sessions, users, settings.refresh(), log, clock());
        var bans = new Bans(
                new Documents(vertx, mongo, "users"),
                banned -> begun.endAllBut(banned.userId(), session -> false),
                clock());
        var roles = new Roles(settings.adminEmails(), new Documents(vertx, mongo, "roles"), log);
        var door = settings.common().sessions(clock(), bans.list());
        var throttles = new Throttles(
                new Documents(vertx, mongo, "throttles"),
                clock(),
                settings.common().http().door().rateLimits());
        routes = routes(users, begun, new Guard(throttles), door, roles, log);
        adminRoutes = new AdminRoutes(new AdminService(users, begun, roles, log, bans.list()), roles, door);
        return users.ensureIndexes()
                .compose(indexed -> sessions.ensureIndexes())
                .compose(indexed -> throttles.ensureIndexes())
                .compose(indexed -> log.ensureIndexes())
                .compose(indexed -> enforce(bans))
                .compose(enforcing -> relay(users.aggregates()))
                .compose(relaying -> every(SWEEP_INTERVAL, "expired sessions", begun::sweep))
                .compose(sweeping -> every(SWEEP_INTERVAL, "tries of long ago", throttles::clean))
                .compose(sweeping -> every(LOG_SWEEP_INTERVAL, "old entries of the audit log", log::sweep))
                .compose(sweeping -> every(MAIL_INTERVAL, "mails", delivery(users)::sweep));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router);
        adminRoutes.mount(router);
    }

    @Override
    public void mountCommands(Router router) {
        if (settings.mail().smtp().isEmpty()) {
            mailbox.mount(router);
        }
    }

    private AuthRoutes routes(
            UserStore users, SessionService begun, Guard guard, Sessions door, Roles roles, AuditLog log) {
        var passwords = hashing.apply(vertx);
        closing(passwords::close);
        return new AuthRoutes(
                settings,
                door,
                roles,
                new UserService(users, begun, passwords, log, clock()),
                new AccountService(vertx, users, begun, passwords, clock()),
                begun,
                guard,
                clock());
    }

    private MailDelivery delivery(UserStore users) {
        var mail = settings.mail();
        var mailer = mail.smtp()
                .<Mailer>map(config -> new SmtpMailer(vertx, config, mail.from()))
                .orElse(mailbox);
        closing(mailer::close);
        return new MailDelivery(users, mailer, clock());
    }
}
