package dev.ticketing.system.history;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.system.history.Checker.Standstill;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A small history in which everything is right, with what is stored after it, for tests to spoil.
 *
 * <p>{@code sold}: Ann cancels it, Ben buys it. {@code withdrawn}: nobody gets it. {@code refunded}: Ben's capture comes
 * too late and goes back.
 */
final class Scene {

    static final Duration WINDOW = Duration.ofSeconds(10);
    static final int GRACE_MILLIS = 1_000;
    static final Instant START = Instant.parse("2030-01-01T10:00:00Z");

    final Map<String, JsonObject> users = new LinkedHashMap<>();
    final Map<String, JsonObject> tickets = new LinkedHashMap<>();
    final Map<String, JsonObject> replicas = new LinkedHashMap<>();
    final Map<String, JsonObject> orders = new LinkedHashMap<>();
    final Map<String, JsonObject> charges = new LinkedHashMap<>();
    final Map<String, JsonObject> ledger = new LinkedHashMap<>();
    final List<Evidence.Queue> queues = new ArrayList<>();
    final List<String> timers = new ArrayList<>();

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final History history = new History(now::get);

    Scene() {
        tell();
        store();
    }

    private void tell() {
        tell(0, "ann@example.com", Action.SIGN_UP, "", "", new JsonObject(), 201, new JsonObject().put("id", "ann"));
        for (var id : List.of("sold", "withdrawn", "refunded")) {
            tell(1, "seller", Action.LIST, "", "", details(id, 500), 201, ticket(id, 1, id, 500));
        }
        tell(2, "seller", Action.EDIT, "sold", "", details("better", 700), 200, ticket("sold", 2, "better", 700));
        tell(2, "seller", Action.WITHDRAW, "withdrawn", "", new JsonObject(), 204, new JsonObject());
        tell(3, "ann", Action.ORDER, "sold", "", new JsonObject(), 201, order("anns", "sold", 1, 3, 700, "created"));
        tell(4, "ann", Action.SEE_ORDER, "sold", "anns", order("anns", "sold", 1, 3, 700, "awaiting:payment"));
        tell(5, "ben", Action.ORDER, "sold", "", new JsonObject(), 409, new JsonObject());
        tell(6, "ann", Action.CANCEL, "sold", "anns", new JsonObject(), 204, new JsonObject());
        tell(7, "ben", Action.ORDER, "sold", "", new JsonObject(), 201, order("bens", "sold", 2, 7, 700, "created"));
        tell(8, "ben", Action.SEE_ORDER, "sold", "bens", order("bens", "sold", 2, 7, 700, "awaiting:payment"));
        pay(9, "ben", "sold", "bens", Cards.DECLINED, 402);
        pay(10, "ben", "sold", "bens", Cards.GOOD, 201);
        tell(11, "ben", Action.CANCEL, "sold", "bens", new JsonObject(), 409, new JsonObject());
        tell(
                3,
                "ben",
                Action.ORDER,
                "refunded",
                "",
                new JsonObject(),
                201,
                order("late", "refunded", 1, 3, 500, "created"));
        pay(12, "ben", "refunded", "late", Cards.GOOD, 503);
    }

    private void store() {
        users.put("ann", new JsonObject().put("email", "ann@example.com").put("outbox", new JsonArray()));
        storeTicket("sold", 9, "better", 700, "sold", "bens", 2, 3);
        storeTicket("withdrawn", 2, "withdrawn", 500, "withdrawn", "", 0, 0);
        storeTicket("refunded", 5, "refunded", 500, "available", "", 1, 3);
        storeOrder("anns", "sold", 1, "ann", 3, 700, "cancelled", 0);
        storeOrder("bens", "sold", 2, "ben", 7, 700, "complete", 4);
        storeOrder("late", "refunded", 1, "ben", 3, 500, "cancelled", 6);
        orders.get("anns").put("cancelReason", "user");
        orders.get("late")
                .put("cancelReason", "expired")
                .put("refund", new JsonObject().put("amountCents", 500).put("atMillis", 0));
        storeCharge("anns", "created");
        storeCharge("bens", "completed");
        storeCharge("late", "refunded");
        charges.get("late").put("refundId", "re-late");
        queues.add(new Evidence.Queue("ticketing.orders", 0, 0));
        queues.add(new Evidence.Queue("ticketing.orders.dead", 0, 0));
    }

    List<Finding> findings() {
        return findings(List.of());
    }

    List<Finding> findings(List<Standstill> standstills) {
        return new Checker(WINDOW, 3, Duration.ofSeconds(5), standstills).check(history.calls(), evidence());
    }

    List<Call> calls() {
        return history.calls();
    }

    Evidence evidence() {
        return new Evidence(
                at(100),
                rows(users, Evidence.User::of),
                rows(tickets, Evidence.Ticket::of),
                rows(replicas, Evidence.TicketReplica::of),
                rows(orders, Evidence.Order::of),
                rows(charges, Evidence.Charge::of),
                ledger.values().stream().map(Evidence.Intent::of).toList(),
                queues,
                timers);
    }

    private static <R> List<R> rows(Map<String, JsonObject> documents, Function<JsonObject, R> row) {
        return documents.entrySet().stream()
                .map(entry -> row.apply(entry.getValue().copy().put("_id", entry.getKey())))
                .toList();
    }

    static Instant at(double second) {
        return START.plusMillis((long) (second * 1_000));
    }

    /** A read that is answered. */
    void tell(double second, String who, Action action, String ticketId, String orderId, JsonObject body) {
        tell(second, who, action, ticketId, orderId, new JsonObject(), 200, body);
    }

    /** A call that is answered after 100 ms. */
    void tell(
            double second,
            String who,
            Action action,
            String ticketId,
            String orderId,
            JsonObject sent,
            int status,
            JsonObject body) {
        tellSlowly(second, 0.1, who, action, ticketId, orderId, sent, status, body);
    }

    void tellSlowly(
            double second,
            double seconds,
            String who,
            Action action,
            String ticketId,
            String orderId,
            JsonObject sent,
            int status,
            JsonObject body) {
        now.set(at(second));
        var call = history.invoke(who, action, ticketId, orderId, sent);
        now.set(at(second + seconds));
        history.answered(call, status, body);
    }

    /** A call that nobody has answered. */
    void lose(double second, String who, Action action, String ticketId, String orderId, JsonObject sent) {
        now.set(at(second));
        history.lost(history.invoke(who, action, ticketId, orderId, sent), new IllegalStateException("cut"));
    }

    void pay(double second, String who, String ticketId, String orderId, String token, int status) {
        var sent = new JsonObject().put("orderId", orderId).put("token", token);
        tell(second, who, Action.PAY, ticketId, orderId, sent, status, new JsonObject());
    }

    static JsonObject details(String title, long cents) {
        return new JsonObject().put("title", title).put("price", Currency.DEFAULT.fromCents(cents));
    }

    static JsonObject ticket(String id, long version, String title, long cents) {
        return details(title, cents).put("id", id).put("version", version).put("status", "available");
    }

    /** An order as the API shows it, in the version that goes with its status. */
    static JsonObject order(String id, String ticketId, long n, double madeAt, long cents, String status) {
        return new JsonObject()
                .put("id", id)
                .put("status", status)
                .put("expiresAt", at(madeAt).plus(WINDOW).toString())
                .put("reservation", n)
                .put("version", List.of("created", "awaiting:payment").indexOf(status) + 1)
                .put("ticket", details(ticketId, cents).put("id", ticketId));
    }

    void storeTicket(
            String id, long version, String title, long cents, String status, String orderId, long n, long heard) {
        var document = new JsonObject()
                .put("version", version)
                .put("title", title)
                .put("priceCents", cents)
                .put("userId", "seller")
                .put("status", status)
                .put("reservation", n)
                .put("position", new JsonObject().put("reservation", n).put("version", heard))
                .put("outbox", new JsonArray());
        tickets.put(id, orderId.isEmpty() ? document : document.put("orderId", orderId));
        replicas.put(
                id,
                new JsonObject()
                        .put("version", version - 1)
                        .put("title", title)
                        .put("priceCents", cents)
                        .put("sellerId", "seller")
                        .put("status", status));
    }

    void storeOrder(
            String id,
            String ticketId,
            long n,
            String buyer,
            double madeAt,
            long cents,
            String status,
            long chargeVersion) {
        orders.put(
                id,
                new JsonObject()
                        .put("version", 4L)
                        .put("ticketId", ticketId)
                        .put("reservation", n)
                        .put("userId", buyer)
                        .put("status", status)
                        .put("priceCents", cents)
                        .put("expiresAtMillis", at(madeAt).plus(WINDOW).toEpochMilli())
                        .put("graceMillis", GRACE_MILLIS)
                        .put("chargeVersion", chargeVersion)
                        .put("outbox", new JsonArray()));
    }

    /** A charge of a stored order and, unless nobody tried to pay, Stripe's books about it. */
    void storeCharge(String orderId, String status) {
        var order = orders.get(orderId);
        var document = new JsonObject()
                .put("version", 9L)
                .put(
                        "order",
                        new JsonObject()
                                .put("version", 3L)
                                .put("buyerId", order.getString("userId"))
                                .put("status", order.getString("status"))
                                .put("expiresAtMillis", order.getLong("expiresAtMillis"))
                                .put("amountCents", order.getLong("priceCents")))
                .put("status", status)
                .put("attempts", new JsonObject())
                .put("outbox", new JsonArray());
        charges.put(orderId, document);
        if (!status.equals("created")) {
            document.put("intentId", "pi-" + orderId);
            var entry = entry("pi-" + orderId, orderId, "succeeded");
            entry.getJsonArray("charges").add(capture(order.getLong("priceCents")));
            if (status.equals("refunded")) {
                entry.getJsonArray("refunds").add(refund("re-" + orderId, order.getLong("priceCents")));
            }
            ledger.put("pi-" + orderId, entry);
        }
    }

    static JsonObject entry(String id, String orderId, String status) {
        return new JsonObject()
                .put(
                        "payment_intent",
                        new JsonObject()
                                .put("id", id)
                                .put("status", status)
                                .put("metadata", new JsonObject().put("orderId", orderId)))
                .put("charges", new JsonArray())
                .put("refunds", new JsonArray());
    }

    static JsonObject capture(long cents) {
        return new JsonObject().put("status", "succeeded").put("amount_captured", cents);
    }

    static JsonObject refund(String id, long cents) {
        return new JsonObject().put("id", id).put("amount", cents).put("status", "succeeded");
    }
}
