package dev.ticketing.auth;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Keeps the last mails where no server takes them: {@code GET /mailbox} on the management port shows them, the newest
 * first, to whoever is on this machine. They hold links that let people in, so nobody else sees them, not even a page
 * of another name that a browser here was led to take for this machine.
 */
final class Mailbox implements Mailer {

    private static final int MAX_MAILS = 200;
    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Failure NOT_HERE = new Failure.Forbidden("the mailbox is for this machine alone");

    private final Clock clock;
    private final Deque<JsonObject> mails = new ArrayDeque<>();

    Mailbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Void> send(String to, String subject, String text) {
        var mail = new JsonObject()
                .put("to", to)
                .put("subject", subject)
                .put("text", text)
                .put("at", clock.instant().toString());
        synchronized (mails) {
            mails.addFirst(mail);
            if (mails.size() > MAX_MAILS) {
                mails.removeLast();
            }
        }
        return Future.succeededFuture();
    }

    void mount(Router router) {
        router.get("/mailbox").handler(Reply.with(this::show));
    }

    private Future<Reply> show(RoutingContext context) {
        var request = context.request();
        var asked = request.authority();
        boolean here = asked != null
                && OUR_NAMES.contains(asked.host())
                && isLoopback(request.remoteAddress().hostAddress());
        return here ? Future.succeededFuture(Reply.ok(all())) : Future.failedFuture(NOT_HERE.asException());
    }

    private JsonArray all() {
        synchronized (mails) {
            return new JsonArray(List.copyOf(mails));
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            return false;
        }
    }
}
