package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.history.Evidence.Intent;
import dev.ticketing.system.history.Evidence.Refund;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * People at a marketplace that runs elsewhere, at the address that {@code -Ddeployed} names, while somebody else rolls,
 * kills or spares its containers: docker/try does. Buyers race in pairs for each ticket, and repeat what has failed. In
 * the end each promise is looked up, through the API and in the simulator's books ({@code -Ddeployed.stripe} and {@code
 * -Ddeployed.stripe.key}).
 */
@EnabledIfSystemProperty(named = "deployed", matches = ".+", disabledReason = "-Ddeployed names no marketplace")
class DeployedIT {

    private static final int PAIRS = 4;

    /** For so long, or until there is this file. */
    private static final int SECONDS = Integer.getInteger("deployed.seconds", 20);

    private static final Path STOP = Path.of(System.getProperty("deployed.stop", "stop"));
    private static final Duration REPEATING = Duration.ofMinutes(2);
    private static final Duration SETTLING = Duration.ofMinutes(2);
    private static final int PRICE_CENTS = 1_999;

    private final ApiClient anybody = ApiClient.of(System.getProperty("deployed"));
    private final long begun = System.nanoTime();
    private final LongAdder requests = new LongAdder();
    private final Map<String, LongAdder> failed = new ConcurrentSkipListMap<>();
    private final Queue<Sale> sales = new ConcurrentLinkedQueue<>();

    /** A ticket and who got it. */
    private record Sale(Person seller, JsonObject ticket, Person buyer, JsonObject order) {}

    @Test
    void whatever_happens_to_its_containers_no_promise_is_broken() {
        var threads = Executors.newCachedThreadPool();
        var pairs = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.add(CompletableFuture.runAsync(() -> trade(), threads));
        }
        System.out.println("people are buying");
        CompletableFuture.allOf(pairs.toArray(CompletableFuture[]::new)).join();
        threads.shutdown();
        System.out.printf("requests: %d, failed: %s, sold: %d%n", requests.sum(), failed, sales.size());

        assertThat(sales).isNotEmpty();
        sales.forEach(DeployedIT::soldOnce);
        everyCent();
        if (Boolean.getBoolean("deployed.faultless")) {
            assertThat(failed).isEmpty();
        }
    }

    private void trade() {
        var seller = signUp();
        var one = signUp();
        var other = signUp();
        while (System.nanoTime() - begun < SECONDS * 1_000_000_000L && Files.notExists(STOP)) {
            var details = new JsonObject().put("title", "Ticket").put("price", PRICE_CENTS / 100.0);
            var ticket = repeat(() -> seller.client().post("/api/tickets", details))
                    .expect(201)
                    .json();
            sales.add(race(seller, ticket, one, other));
        }
    }

    /** Both order at once: whoever gets it pays. */
    private Sale race(Person seller, JsonObject ticket, Person one, Person other) {
        var first = one.ordering(ticket);
        var second = other.ordering(ticket);
        var answers = List.of(
                answered(first, () -> one.tryToOrder(ticket)), answered(second, () -> other.tryToOrder(ticket)));
        var winners = new ArrayList<Sale>();
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            if (answer.status() == 200 || answer.status() == 201) {
                winners.add(new Sale(seller, ticket, i == 0 ? one : other, answer.json()));
            } else {
                answer.expect(409);
            }
        }
        assertThat(winners).as("who holds %s", ticket).hasSize(1);
        var sale = winners.get(0);
        assertThat(repeat(() -> sale.buyer().pay(sale.order(), "tok_visa")).status())
                .isIn(200, 201);
        return sale;
    }

    private Person signUp() {
        var client = anybody.anew();
        var credentials = new JsonObject()
                .put("email", UUID.randomUUID() + "@example.com")
                .put("password", "correct horse");
        var answer = repeat(() -> client.post("/api/users/signup", credentials));
        if (answer.status() == 409) {
            // An attempt without an answer had succeeded.
            repeat(() -> client.post("/api/users/signin", credentials)).expect(200);
        }
        return Person.of(client);
    }

    /** A first answer that was waited for already, or else what comes of repeating it. */
    private Answer answered(Future<Answer> first, Supplier<Answer> again) {
        var attempts = new ArrayList<Supplier<Answer>>(List.of(() -> Eventually.await(first)));
        return repeat(
                () -> attempts.isEmpty() ? again.get() : attempts.remove(0).get());
    }

    /** Asks until there is an answer that is not about a fault of ours. */
    private Answer repeat(Supplier<Answer> asking) {
        return Eventually.valueWithin(REPEATING, () -> {
            requests.increment();
            Answer answer;
            try {
                answer = asking.get();
            } catch (AssertionError none) {
                count("none: " + none.getMessage());
                throw none;
            }
            // 404: one service has not heard yet what another one has just answered, which takes long while the broker
            // is away.
            if (answer.status() >= 500 || answer.status() == 404) {
                count(answer.status() + " " + answer.error());
                throw new AssertionError("answered with " + answer.status());
            }
            return answer;
        });
    }

    private void count(String failure) {
        failed.computeIfAbsent(failure, what -> new LongAdder()).increment();
    }

    private static void soldOnce(Sale sale) {
        Eventually.holdsWithin(SETTLING, () -> {
            assertThat(sale.buyer().see(sale.order()).getString("status")).isEqualTo("complete");
            var ticket = sale.seller().seeTicket(sale.ticket());
            assertThat(ticket.getString("status")).isEqualTo("sold");
            assertThat(ticket.getString("orderId")).isEqualTo(sale.order().getString("id"));
            assertThat(sale.buyer().seePayment(sale.order()).getString("status"))
                    .isEqualTo("completed");
        });
    }

    /** What was captured for an order of ours is its price, once, and nothing went back. */
    private void everyCent() {
        var address = System.getProperty("deployed.stripe", "");
        if (address.isEmpty()) {
            return;
        }
        var balances = new TreeMap<String, Long>();
        new StripeSimulatorClient(address, System.getProperty("deployed.stripe.key"))
                .books().entries().stream().map(Intent::of).forEach(intent -> {
                    long refunded =
                            intent.refunds().stream().mapToLong(Refund::cents).sum();
                    balances.merge(intent.orderId(), intent.sumCents() - refunded, Long::sum);
                });
        for (var sale : sales) {
            assertThat(balances).containsEntry(sale.order().getString("id"), (long) PRICE_CENTS);
        }
    }
}
