package dev.ticketing.system.history;

import static dev.ticketing.system.history.Scene.capture;
import static dev.ticketing.system.history.Scene.details;
import static dev.ticketing.system.history.Scene.entry;
import static dev.ticketing.system.history.Scene.order;
import static dev.ticketing.system.history.Scene.refund;
import static dev.ticketing.system.history.Scene.ticket;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** A way to break each rule in the {@link Scene}. */
final class Seeds {

    private static final JsonObject NOTHING = new JsonObject();

    private Seeds() {}

    /** A table; a rule that is not in it does not compile. */
    static Consumer<Scene> of(Rule rule) {
        return switch (rule) {
            case SAME_RESERVATION -> scene -> scene.orders.get("bens").put("reservation", 1L);
            case MISSING_RESERVATION -> scene -> scene.orders.get("bens").put("reservation", 3L);
            case NEXT_BEFORE_THE_END -> scene -> scene.orders.get("anns").put("status", "awaiting:payment");
            case SOLD_TWICE -> scene -> scene.orders.get("anns").put("status", "complete");
            case HELD_BY_TWO -> Seeds::secondHolder;
            case LIVE_AFTER_THE_NEXT ->
                scene -> scene.tell(
                        7.5,
                        "ann",
                        Action.SEE_ORDER,
                        "sold",
                        "anns",
                        order("anns", "sold", 1, 3, 700, "awaiting:payment"));

            case CHARGED_TWICE -> scene -> captured(scene, "pi-bens", 700);
            case CHARGED_ANOTHER_PRICE ->
                scene -> scene.ledger.get("pi-bens").put("charges", new JsonArray().add(capture(699)));
            case CHARGED_UNASKED -> scene -> captured(opened(scene, "pi-anns", "anns", "succeeded"), "pi-anns", 700);
            case CHARGED_FOR_NOTHING -> scene -> captured(opened(scene, "pi-x", "x", "succeeded"), "pi-x", 700);
            case ACKNOWLEDGED_AND_NOT_CAPTURED -> scene -> scene.pay(9, "ann", "sold", "anns", Cards.GOOD, 201);
            case COMPLETE_AND_NOT_PAID -> scene -> scene.ledger.remove("pi-bens");
            case MONEY_KEPT -> scene -> scene.ledger.get("pi-late").put("refunds", new JsonArray());
            case REFUNDED_AND_COMPLETE -> scene -> refunded(scene, "pi-bens", 700);
            case REFUNDED_IN_PART ->
                scene -> scene.ledger.get("pi-late").put("refunds", new JsonArray().add(refund("re-late", 499)));
            case REFUNDED_TWICE -> scene -> refunded(scene, "pi-late", 500);
            case BOOKS_DIFFER -> scene -> scene.charges.get("bens").put("intentId", "another");
            case PRICE_OF_AN_ORDER_CHANGED -> scene -> scene.orders.get("anns").put("priceCents", 701L);

            case LOST_USER -> scene -> scene.users.clear();
            case LOST_TICKET -> scene -> scene.tickets.remove("withdrawn");
            case LOST_EDIT ->
                scene -> scene.tickets.get("sold").put("title", "sold").put("priceCents", 500L);
            case LOST_WITHDRAWAL -> scene -> scene.tickets.get("withdrawn").put("status", "available");
            case LOST_ORDER -> scene -> scene.orders.remove("late");
            case LOST_CANCELLATION -> scene -> scene.orders.get("anns").put("status", "complete");
            case LOST_SALE ->
                scene -> scene.orders.get("bens").put("status", "cancelled").put("cancelReason", "expired");
            case REFUSED_AND_DONE -> Seeds::refusedEdit;
            case DONE_UNASKED -> scene -> scene.orders.get("late").put("cancelReason", "user");
            case EXPIRED_EARLY ->
                scene -> scene.tell(
                        12.5, "ben", Action.SEE_ORDER, "refunded", "late", new JsonObject().put("status", "cancelled"));
            case WENT_BACK ->
                scene -> scene.tell(3, "ann", Action.SEE_TICKET, "sold", "", ticket("sold", 1, "sold", 500));
            case TWO_STATES_OF_ONE_VERSION ->
                scene -> scene.tell(3, "ann", Action.SEE_TICKET, "sold", "", ticket("sold", 2, "better", 701));
            case TICKET_REPLICA -> scene -> scene.replicas.get("sold").put("status", "reserved");
            case TICKET_POSITION ->
                scene -> scene.tickets
                        .get("sold")
                        .put("position", new JsonObject().put("reservation", 1L).put("version", 9L));
            case TICKET_LOCK ->
                scene -> scene.tickets.get("refunded").put("status", "reserved").put("orderId", "late");
            case CHARGE_REPLICA ->
                scene -> scene.charges.get("anns").getJsonObject("order").put("status", "created");
            case ORDER_AND_CHARGE -> scene -> scene.orders.get("late").remove("refund");

            case LIVE_ORDER_LEFT -> scene -> scene.orders.get("late").put("status", "awaiting:payment");
            case OUTBOX_LEFT -> scene -> scene.users.get("ann").put("outbox", new JsonArray().add("an event"));
            case MESSAGE_LEFT -> scene -> scene.queues.add(new Evidence.Queue("ticketing.tickets", 0, 1));
            case DEAD_LETTER -> scene -> scene.queues.add(new Evidence.Queue("ticketing.tickets.dead", 1, 0));
            case TIMER_LEFT -> scene -> scene.timers.add("anns");
            case INTENT_LEFT -> scene -> opened(scene, "pi-anns", "anns", "requires_payment_method");
            case WORK_LEFT -> scene -> scene.charges.get("late").put("workDueAtMillis", 1L);
            case KEPT_WAITING ->
                scene -> scene.tellSlowly(20, 5.001, "ann", Action.BROWSE, "", "", NOTHING, 200, NOTHING);
        };
    }

    /** Ben is told that he has the ticket while Ann, who has not begun to give it up, still has it. */
    private static void secondHolder(Scene scene) {
        scene.storeOrder("bens-first", "sold", 2, "ben", 5, 700, "cancelled", 0);
        scene.tell(5, "ben", Action.ORDER, "sold", "", NOTHING, 201, order("bens-first", "sold", 2, 5, 700, "created"));
        scene.tell(
                5.2,
                "ben",
                Action.SEE_ORDER,
                "sold",
                "bens-first",
                order("bens-first", "sold", 2, 5, 700, "awaiting:payment"));
    }

    private static void refusedEdit(Scene scene) {
        scene.tell(5, "seller", Action.EDIT, "sold", "", details("refused", 800), 409, NOTHING);
        scene.tickets.get("sold").put("title", "refused").put("priceCents", 800L);
    }

    private static Scene opened(Scene scene, String intentId, String orderId, String status) {
        scene.ledger.put(intentId, entry(intentId, orderId, status));
        return scene;
    }

    private static void captured(Scene scene, String intentId, long cents) {
        scene.ledger.get(intentId).getJsonArray("charges").add(capture(cents));
    }

    private static void refunded(Scene scene, String intentId, long cents) {
        scene.ledger.get(intentId).getJsonArray("refunds").add(refund("re-more", cents));
    }
}
