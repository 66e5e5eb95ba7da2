package dev.ticketing.system.races;

import dev.ticketing.system.Market;
import dev.ticketing.system.Person;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.SimulatedStripe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One order and all that happens to it around one moment. */
final class Race {

    static final Duration WINDOW = Duration.ofSeconds(3);
    static final Duration GRACE = Duration.ofMillis(500);

    private static final List<String> CARDS = List.of(
            "pm_card_visa",
            "tok_visa",
            "pm_card_mastercard",
            "tok_chargeDeclined",
            "pm_card_chargeDeclinedInsufficientFunds",
            "pm_card_threeDSecure2Required",
            "pm_card_threeDSecure2Required",
            "pm_card_threeDSecureRequiredChargeDeclined");

    private static final int SELLERS = 4;
    private static final int BUYERS = 64;
    private static final int MAX_CENTS = 100_000;
    private static final int MAX_ASKED = 20;
    private static final int PAUSE_MILLIS = 100;

    private final Vertx vertx;
    private final Person seller;
    private final Person buyer;
    private final ApiClient bank;
    private final Random random;
    private volatile long placedInMillis;

    Race(Vertx vertx, Market market, long seed, int number) {
        this.vertx = vertx;
        this.random = new Random(seed + number);
        this.seller = Person.of(market, "seller-" + random.nextInt(SELLERS));
        this.buyer = Person.of(market, "buyer-" + random.nextInt(BUYERS));
        this.bank = ApiClient.of(market.stripe().apiBase()).with("authorization", "Bearer " + SimulatedStripe.KEY);
    }

    /** Lists a ticket, orders it, and lets everything loose. */
    Future<Void> run() {
        var price = BigDecimal.valueOf(1L + random.nextInt(MAX_CENTS), 2);
        var listing = new JsonObject().put("title", "Raced").put("price", price);
        long begun = System.nanoTime();
        return untilMade(() -> seller.client().send(HttpMethod.POST, "/api/tickets", listing))
                .compose(ticket -> untilMade(() -> buyer.ordering(ticket)))
                .onSuccess(ordered -> placedInMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                .compose(this::race);
    }

    /** How long the listing and the order took. */
    long placedInMillis() {
        return placedInMillis;
    }

    /** What is to be is asked for until it is. */
    private Future<JsonObject> untilMade(Supplier<Future<Answer>> asking) {
        return untilMade(asking, 1);
    }

    private Future<JsonObject> untilMade(Supplier<Future<Answer>> asking, int count) {
        return asking.get().compose(answer -> {
            if (answer.status() == 201 || answer.status() == 200) {
                return Future.succeededFuture(answer.json());
            } else if (count == MAX_ASKED) {
                return Future.failedFuture("refused: " + answer.response().bodyAsString());
            }
            return vertx.timer(PAUSE_MILLIS).compose(paused -> untilMade(asking, count + 1));
        });
    }

    /** One or two payments and perhaps a cancellation, all around one moment, which is often that of the order's end. */
    private Future<Void> race(JsonObject order) {
        int moment =
                switch (random.nextInt(4)) {
                    case 0 -> (int) WINDOW.toMillis() - 100;
                    case 1 -> (int) WINDOW.plus(GRACE).toMillis() - 100;
                    default -> random.nextInt(500);
                };
        var racing = new ArrayList<Future<?>>();
        for (int payments = random.nextInt(3); payments >= 0; payments--) {
            racing.add(around(moment, paying(order)));
        }
        if (random.nextBoolean()) {
            racing.add(around(moment, () -> send(HttpMethod.DELETE, "/api/orders/" + order.getString("id"))));
        }
        return Future.join(racing).mapEmpty();
    }

    /** Pays, or not: then the order is left to its end. */
    private Supplier<Future<Void>> paying(JsonObject order) {
        var card = CARDS.get(random.nextInt(CARDS.size()));
        boolean isHurried = random.nextBoolean();
        boolean isPassed = random.nextInt(4) > 0;
        int thought = 1 + random.nextInt(300);
        return () -> buyer.paying(order, card).otherwiseEmpty().compose(answer -> {
            if (answer == null || answer.status() != 202) {
                return Future.succeededFuture();
            }
            var asked = vertx.timer(thought).compose(now -> answerBank(answer.json(), isPassed));
            return isHurried
                    ? asked.compose(now -> send(HttpMethod.POST, "/api/payments/" + order.getString("id") + "/refresh"))
                    : asked;
        });
    }

    private Future<Void> answerBank(JsonObject payment, boolean isPassed) {
        var outcome = new JsonObject().put("outcome", isPassed ? "passed" : "failed");
        var path = "/_simulator/payment_intents/" + payment.getString("stripeId") + "/authentication";
        return bank.send(HttpMethod.POST, path, outcome).otherwiseEmpty().mapEmpty();
    }

    private Future<Void> send(HttpMethod method, String path) {
        return buyer.client().send(method, path, null).otherwiseEmpty().mapEmpty();
    }

    private Future<Void> around(int millis, Supplier<Future<Void>> action) {
        return vertx.timer(1 + millis + random.nextInt(200)).compose(now -> action.get());
    }
}
