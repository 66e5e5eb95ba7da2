package dev.ticketing.system.races;

import dev.ticketing.testkit.StripeSimulatorClient.Books;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One order's money, wherever it is written down.
 *
 * @param order as orders has it
 * @param charge as payments has it
 * @param entries of the ledger of all orders
 * @param books Stripe's
 */
record Account(JsonObject order, JsonObject charge, List<JsonObject> entries, Books books) {

    private static final Set<String> OVER = Set.of("succeeded", "canceled");

    /** How it ended, in words. */
    String ending() {
        var status = order.getString("status");
        if (status.equals("complete")) {
            return status;
        }
        var money = books.captures().isEmpty() ? " unpaid" : " refunded";
        return status + " " + order.getString("cancelReason") + money;
    }

    /** What must not be. */
    List<String> violations() {
        var found = new ArrayList<String>();
        if (charge == null) {
            return List.of("payments has never heard of it");
        }
        boolean isSold = order.getString("status").equals("complete");
        long price = order.getLong("priceCents");
        long captured = cents(books.captures());
        long refunded = cents(books.refunds());
        if (!isSold && !order.getString("status").equals("cancelled")) {
            found.add("it is " + order.getString("status"));
        }
        if (isSold && captured != price) {
            found.add("sold for " + price + ", and captured was " + captured);
        }
        if (isSold && refunded > 0) {
            found.add("sold, and given back");
        }
        if (!isSold && captured > refunded) {
            found.add("it ended, and money was kept: " + (captured - refunded));
        }
        if (books.captures().size() > 1 || captured > price) {
            found.add("captured more than once");
        }
        if (books.refunds().size() > books.captures().size()) {
            found.add("refunded more than once");
        }
        if (books.intents().size() > 1
                || !books.intents().stream().allMatch(intent -> OVER.contains(intent.getString("status")))) {
            found.add("an intent is left open, or there are several");
        }
        compareLedger(isSold, captured, refunded, found);
        compareShown(refunded, found);
        return found;
    }

    /** That of all orders, and the charge's own. */
    private void compareLedger(boolean isSold, long captured, long refunded, List<String> found) {
        long price = order.getLong("priceCents");
        if (posted("captured") != captured || posted("refunded") != refunded) {
            found.add("the ledger has " + posted("captured") + " captured and " + posted("refunded")
                    + " refunded, Stripe " + captured + " and " + refunded);
        }
        if (posted("sold") != (isSold ? price : 0)) {
            found.add("the ledger has it sold for " + posted("sold"));
        }
        if (ofCharge().size() != entries.size()) {
            found.add("the ledger has " + entries.size() + " entries, the charge "
                    + ofCharge().size());
        }
        if (cents(ofCharge(), "amountCents") != cents(entries, "amountCents")) {
            found.add("the ledger and the charge have other amounts");
        }
    }

    /** What the buyer sees. */
    private void compareShown(long refunded, List<String> found) {
        var refund = order.getJsonObject("refund");
        long shown = refund == null ? 0 : refund.getLong("amountCents");
        if (shown != refunded) {
            found.add("the order shows a refund of " + shown + " and not " + refunded);
        }
        boolean isPaid = !books.captures().isEmpty();
        var status = charge.getString("status");
        if (isPaid != status.equals(refunded > 0 ? "refunded" : "completed")) {
            found.add("the charge shows " + status);
        }
    }

    private List<JsonObject> ofCharge() {
        return charge.getJsonObject("ledger").getJsonArray("entries").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private long posted(String kind) {
        return cents(
                entries.stream()
                        .filter(entry -> entry.getString("kind").equals(kind))
                        .toList(),
                "amountCents");
    }

    static long cents(List<JsonObject> moved) {
        return cents(moved, "amount");
    }

    private static long cents(List<JsonObject> moved, String field) {
        return moved.stream().mapToLong(movement -> movement.getLong(field)).sum();
    }
}
