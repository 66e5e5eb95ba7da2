package dev.ticketing.system.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is there after a run: four databases, Stripe's books, the broker's queues, the timers. Plain data, read from the
 * stored documents by code of its own, so that the checker does not share the services' mistakes.
 *
 * @param readAt when it was read, or began to be
 * @param timers the orders that have a timer or a lease
 */
public record Evidence(
        Instant readAt,
        List<User> users,
        List<Ticket> tickets,
        List<TicketReplica> replicas,
        List<Order> orders,
        List<Charge> charges,
        List<Intent> intents,
        List<Queue> queues,
        List<String> timers) {

    /** A stored user. */
    public record User(String id, String email, int outbox) {
        static User of(JsonObject document) {
            return new User(idOf(document), document.getString("email"), outboxOf(document));
        }
    }

    /** A stored ticket; {@code orderId} is empty when nobody holds it. */
    public record Ticket(
            String id,
            long version,
            String title,
            long cents,
            String seller,
            String status,
            String orderId,
            long reservation,
            Position position,
            int outbox) {
        static Ticket of(JsonObject document) {
            var position = document.getJsonObject("position");
            return new Ticket(
                    idOf(document),
                    document.getLong("version"),
                    document.getString("title"),
                    document.getLong("priceCents"),
                    document.getString("userId"),
                    document.getString("status"),
                    document.getString("orderId", ""),
                    document.getLong("reservation"),
                    new Position(position.getLong("reservation"), position.getLong("version")),
                    outboxOf(document));
        }
    }

    /** The newest order's snapshot that a ticket has heard of. */
    public record Position(long reservation, long version) {}

    /** A ticket as orders has it. */
    public record TicketReplica(String id, long version, String title, long cents, String seller, String status) {
        static TicketReplica of(JsonObject document) {
            return new TicketReplica(
                    idOf(document),
                    document.getLong("version"),
                    document.getString("title"),
                    document.getLong("priceCents"),
                    document.getString("sellerId"),
                    document.getString("status"));
        }
    }

    /** A stored order; {@code cancelReason} is empty when it is not cancelled, {@code refundCents} 0 without one. */
    public record Order(
            String id,
            long version,
            String ticketId,
            long reservation,
            String buyer,
            String status,
            long cents,
            Instant expiresAt,
            Instant dueAt,
            String cancelReason,
            long refundCents,
            long chargeVersion,
            int outbox) {
        static Order of(JsonObject document) {
            var expiresAt = Instant.ofEpochMilli(document.getLong("expiresAtMillis"));
            return new Order(
                    idOf(document),
                    document.getLong("version"),
                    document.getString("ticketId"),
                    document.getLong("reservation"),
                    document.getString("userId"),
                    document.getString("status"),
                    document.getLong("priceCents"),
                    expiresAt,
                    expiresAt.plusMillis(document.getLong("graceMillis")),
                    document.getString("cancelReason", ""),
                    document.getJsonObject("refund", new JsonObject()).getLong("amountCents", 0L),
                    document.getLong("chargeVersion"),
                    outboxOf(document));
        }

        /** How it ended, and why. */
        public String end() {
            return cancelReason.isEmpty() ? status : status + " " + cancelReason;
        }

        boolean isLive() {
            return Evidence.isLive(status);
        }

        boolean isComplete() {
            return status.equals("complete");
        }

        boolean isCancelled() {
            return status.equals("cancelled");
        }
    }

    /** A stored charge; what it does not have is empty. */
    public record Charge(
            String orderId,
            long version,
            OrderReplica order,
            String status,
            String intentId,
            String refundId,
            boolean hasOpenAttempt,
            boolean hasWork,
            int outbox) {
        static Charge of(JsonObject document) {
            var order = document.getJsonObject("order");
            return new Charge(
                    idOf(document),
                    document.getLong("version"),
                    new OrderReplica(
                            order.getLong("version"),
                            order.getString("buyerId"),
                            order.getString("status"),
                            Instant.ofEpochMilli(order.getLong("expiresAtMillis")),
                            order.getLong("amountCents")),
                    document.getString("status"),
                    document.getString("intentId", ""),
                    document.getString("refundId", ""),
                    document.getJsonObject("attempts").containsKey("open"),
                    document.containsKey("workDueAtMillis"),
                    outboxOf(document));
        }
    }

    /** An order as its charge has it. */
    public record OrderReplica(long version, String buyer, String status, Instant expiresAt, long cents) {}

    /** A PaymentIntent in Stripe's books, with what was captured on it and what went back. */
    public record Intent(String id, String orderId, String status, List<Long> capturedCents, List<Refund> refunds) {
        /** An entry of the simulator's ledger. */
        public static Intent of(JsonObject entry) {
            var intent = entry.getJsonObject("payment_intent");
            return new Intent(
                    intent.getString("id"),
                    Optional.ofNullable(intent.getJsonObject("metadata"))
                            .map(metadata -> metadata.getString("orderId", ""))
                            .orElse(""),
                    intent.getString("status"),
                    objects(entry.getJsonArray("charges"))
                            .filter(charge -> charge.getString("status").equals("succeeded"))
                            .map(charge -> charge.getLong("amount_captured"))
                            .toList(),
                    objects(entry.getJsonArray("refunds"))
                            .filter(refund -> !List.of("failed", "canceled").contains(refund.getString("status")))
                            .map(refund -> new Refund(refund.getString("id"), refund.getLong("amount")))
                            .toList());
        }

        boolean isOpen() {
            return !List.of("succeeded", "canceled").contains(status);
        }

        public long sumCents() {
            return capturedCents.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Money that went back. */
    public record Refund(String id, long cents) {}

    /**
     * A queue of the broker.
     *
     * @param unacknowledged delivered and not acknowledged; 0 where the broker does not tell
     */
    public record Queue(String name, long ready, long unacknowledged) {
        public boolean isDeadLetters() {
            return name.endsWith(".dead");
        }
    }

    static boolean isLive(String orderStatus) {
        return orderStatus.equals("created") || orderStatus.equals("awaiting:payment");
    }

    private static String idOf(JsonObject document) {
        return document.getString("_id");
    }

    /** A document with nothing in its outbox that the relay would look at all the same counts as one event. */
    private static int outboxOf(JsonObject document) {
        int events = document.getJsonArray("outbox", new JsonArray()).size();
        return events == 0 && document.containsKey("unsentSince") ? 1 : events;
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
