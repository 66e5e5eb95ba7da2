package dev.ticketing.system.faults;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.system.history.Cards;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.SimulatedStripe;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What five services tell a collector and their logs of one purchase: that it is one, and nothing private. */
@WithFaultyMarket
class TelemetryIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final Set<String> SERVICES = Set.of("auth", "tickets", "orders", "expiration", "payments");
    private static final String EMAIL = "very.private@example.com";
    private static final String START_OF_ANY_TOKEN = "eyJ";
    private static final String PASSWORD = "staple battery nobody knows";

    private final FaultyMarket market;
    private final TraceCollector collector;

    TelemetryIT(FaultyMarket market, TraceCollector collector) {
        this.market = market;
        this.collector = collector;
    }

    @Test
    void a_purchase_is_one_trace_across_five_services_and_tells_nothing_private() {
        var order = purchase(market.client()
                .with("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                .anew());

        Eventually.holds(() -> assertThat(collector.spansOf(TRACE))
                .extracting(TraceCollector.Seen::service)
                .containsAll(SERVICES));
        Eventually.holds(() -> assertThat(names())
                .contains(
                        "auth POST /api/users/signup",
                        "tickets POST /api/tickets",
                        "tickets insert tickets",
                        "orders POST /api/orders",
                        "orders send order.created",
                        "tickets process order.created",
                        "expiration process order.created",
                        "expiration Command",
                        "payments POST /api/payments",
                        "payments stripe payment_intents.confirm",
                        "orders process charge.created",
                        "tickets process order.completed"));
        Eventually.holds(() -> assertThat(withoutParent()).isEmpty());
        tellsWhatItIsAbout(order);
        tellsNothingPrivate();
    }

    /** Somebody signs up, lists; somebody else is declined once and pays. The order's id. */
    private static String purchase(ApiClient client) {
        client.post("/api/users/signup", new JsonObject().put("email", EMAIL).put("password", PASSWORD))
                .expect(201);
        var ticket = Person.of(client).list("Traced", 5);
        var buyer = Person.of(client.as("buyer"));
        var order = buyer.order(ticket);
        var declined = new JsonObject().put("orderId", order.getString("id")).put("token", Cards.DECLINED);
        Eventually.holds(() -> buyer.client().post("/api/payments", declined).expect(402));
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        buyer.awaitTicket(ticket, "sold");
        return order.getString("id");
    }

    private Set<String> names() {
        return collector.spansOf(TRACE).stream()
                .map(span -> span.service() + " " + span.name())
                .collect(toSet());
    }

    /** Whose parent has not arrived, nor is the caller's own span. */
    private List<TraceCollector.Seen> withoutParent() {
        var all = collector.spansOf(TRACE);
        var ids = all.stream().map(TraceCollector.Seen::id).collect(toSet());
        return all.stream()
                .filter(span -> !ids.contains(span.parent()) && !span.parent().equals(CALLER))
                .toList();
    }

    private void tellsWhatItIsAbout(String order) {
        var ofOrder = market.services().stream()
                .flatMap(service -> service.log().stream())
                .filter(line -> line.contains("\"orderId\":\"" + order + "\""))
                .map(JsonObject::new)
                .toList();
        assertThat(ofOrder)
                .extracting(line -> line.getString("message"))
                .contains("order created", "charge captured", "order complete");
        assertThat(ofOrder)
                .allSatisfy(line -> assertThat(line.getString("trace_id")).isEqualTo(TRACE));
    }

    private void tellsNothingPrivate() {
        var told = market.services().stream()
                        .flatMap(service -> service.log().stream())
                        .collect(Collectors.joining("\n"))
                + collector.spans().stream().map(TraceCollector.Seen::all).collect(Collectors.joining("\n"));
        assertThat(told).contains("order created").contains(TRACE.substring(0, 4));
        for (var secret : List.of(
                EMAIL, PASSWORD, SimulatedStripe.KEY, Cards.GOOD, Cards.DECLINED, START_OF_ANY_TOKEN, "guest:")) {
            assertThat(told).doesNotContain(secret);
        }
    }
}
