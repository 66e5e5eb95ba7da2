package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.net.ApiResource;
import dev.ticketing.stripesimulator.StripeSimulatorSettings.Limits;
import dev.ticketing.stripesimulator.domain.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything the simulator can answer, held against Stripe's own description and the official client. */
class StripeFactsIT {

    private static final String RETURN_URL = "&return_url=https%3A%2F%2Fshop.example%2F";
    private static final Map<String, Class<? extends StripeObject>> CLASSES = Map.of(
            "payment_intents", PaymentIntent.class,
            "charges", Charge.class,
            "refunds", Refund.class,
            "disputes", Dispute.class,
            "events", Event.class);

    private static final StripeFacts FACTS = StripeFacts.read();
    private static RunningSimulator simulator;

    /** Every state there is, and every event that leads there. */
    @BeforeAll
    static void start() {
        simulator = RunningSimulator.start(StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withLimits(new Limits(600, Limits.USUAL.keyLifetime(), 1_000)));
        create("payment_method_types[]=card");
        create("automatic_payment_methods[enabled]=true&metadata[order]=7&description=x&receipt_email=a%40b.example");
        create("payment_method=pm_card_visa");
        confirmed("authenticationRequired", RETURN_URL);
        confirmed("authenticationRequired", "");
        confirmed("chargeDeclinedInsufficientFunds", "");
        confirmed("processing", "");
        own("payment_intents/" + confirmed("threeDSecureRequired", "") + "/authentication", "outcome", "failed");
        post("payment_intents/" + create("") + "/cancel", "cancellation_reason=abandoned");
        refund(confirmed("visa", ""), "&amount=40&reason=requested_by_customer");
        own("refunds/" + refund(confirmed("pendingRefund", ""), ""), "status", "succeeded");
        refund(confirmed("pendingRefund", ""), "");
        own("refunds/" + refund(confirmed("refundFail", ""), ""), "status", "failed");
        answerDispute(disputeOf(confirmed("createDispute", "")), "winning_evidence", true);
        answerDispute(disputeOf(confirmed("createDispute", "")), "my side", true);
        answerDispute(disputeOf(confirmed("createDispute", "")), "my side", false);
        post("disputes/" + disputeOf(confirmed("createDisputeProductNotReceived", "")) + "/close", "");
        answerDispute(disputeOf(confirmed("createDisputeInquiry", "")), "my side", true);
        own("disputes/" + disputeOf(confirmed("createDisputeInquiry", "")), "outcome", "won");
        confirmed("createDisputeInquiry", "");
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment_intents", "charges", "refunds", "disputes", "events"})
    void every_object_is_as_stripe_describes_it(String kind) {
        assertThat(FACTS.wrong(list(kind, ""))).isEmpty();
    }

    @Test
    void expanded_ones_too() {
        assertThat(FACTS.wrong(list("payment_intents", "&expand[]=data.latest_charge&expand[]=data.payment_method")))
                .isEmpty();
        assertThat(FACTS.wrong(list("charges", "&expand[]=data.payment_intent&expand[]=data.refunds")))
                .isEmpty();
        assertThat(FACTS.wrong(list("refunds", "&expand[]=data.payment_intent&expand[]=data.charge")))
                .isEmpty();
        assertThat(FACTS.wrong(list("disputes", "&expand[]=data.payment_intent&expand[]=data.charge")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "payment_intents, amount=0",
        "payment_intents, amount=100&currency=usd&payment_method=pm_card_chargeDeclined&confirm=true" + RETURN_URL,
        "payment_intents/pi_nowhere/confirm, ''",
        "refunds, charge=ch_nowhere",
        "disputes/du_nowhere/close, ''",
        "nowhere, ''"
    })
    void every_refusal_is_as_stripe_describes_it(String path, String form) {
        JsonObject refused = post(path, form);

        assertThat(refused.containsKey("error")).isTrue();
        assertThat(FACTS.wrong(refused)).isEmpty();
    }

    @Test
    void nothing_is_lost_on_the_official_client() {
        CLASSES.forEach((kind, type) -> objects(list(kind, "")).forEach(json -> {
            StripeObject parsed = ApiResource.GSON.fromJson(json.encode(), type);
            assertThat(lost(kind, json, new JsonObject(parsed.toJson())))
                    .as(json.encode())
                    .isEmpty();
        }));
    }

    @Test
    void the_official_client_knows_what_each_event_is_about() {
        List<Event> events = objects(list("events", ""))
                .map(json -> ApiResource.GSON.fromJson(json.encode(), Event.class))
                .toList();

        assertThat(events).allSatisfy(event -> assertThat(
                        event.getDataObjectDeserializer().getObject())
                .isPresent());
    }

    /** Else the tests above would say nothing of the states that are missing. */
    @Test
    void every_state_and_every_event_is_among_them() {
        assertThat(all("payment_intents", json -> json.getString("status")))
                .containsExactly(
                        "canceled",
                        "processing",
                        "requires_action",
                        "requires_confirmation",
                        "requires_payment_method",
                        "succeeded");
        assertThat(all("charges", json -> json.getString("status"))).containsExactly("failed", "succeeded");
        assertThat(all("refunds", json -> json.getString("status"))).containsExactly("failed", "pending", "succeeded");
        assertThat(all("disputes", json -> json.getString("status")))
                .containsExactly(
                        "lost",
                        "needs_response",
                        "under_review",
                        "warning_closed",
                        "warning_needs_response",
                        "warning_under_review",
                        "won");
        assertThat(all("events", json -> json.getString("type")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(EventType.values()).map(EventType::wireName).toList());
    }

    /** The controls: what the checks above are there to find. */
    @Test
    void what_stripe_would_not_say_is_noticed() {
        JsonObject charge = objects(list("charges", "")).findFirst().orElseThrow();

        assertThat(FACTS.wrong(charge.copy().putNull("amount"))).containsExactly("charge.amount is null");
        assertThat(FACTS.wrong(charge.copy().put("status", "paid"))).hasSize(1);
        assertThat(FACTS.wrong(charge.copy().put("dispute", "du_1")))
                .containsExactly("charge.dispute is nothing of Stripe's");
        JsonObject without = charge.copy();
        without.remove("refunded");
        assertThat(FACTS.wrong(without)).containsExactly("charge.refunded is missing");
        JsonObject unknown = charge.copy().put("dispute", "du_1");
        StripeObject parsed = ApiResource.GSON.fromJson(unknown.encode(), Charge.class);
        assertThat(lost("charge", unknown, new JsonObject(parsed.toJson()))).containsExactly("charge.dispute");
    }

    /** Members that have a value, and none or another after a round trip. */
    private static List<String> lost(String path, Object before, Object after) {
        if (before instanceof JsonObject object && after instanceof JsonObject other) {
            return object.stream()
                    .filter(member -> member.getValue() != null)
                    .flatMap(member ->
                            lost(path + "." + member.getKey(), member.getValue(), other.getValue(member.getKey()))
                                    .stream())
                    .toList();
        }
        if (before instanceof JsonArray array && after instanceof JsonArray other && array.size() == other.size()) {
            List<String> lost = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                lost.addAll(lost(path + "[" + i + "]", array.getValue(i), other.getValue(i)));
            }
            return lost;
        }
        return String.valueOf(before).equals(String.valueOf(after)) ? List.of() : List.of(path);
    }

    private static List<String> all(String kind, Function<JsonObject, String> value) {
        return objects(list(kind, "")).map(value).distinct().sorted().toList();
    }

    private static Stream<JsonObject> objects(JsonObject list) {
        return list.getJsonArray("data").stream().map(JsonObject.class::cast);
    }

    private static JsonObject list(String kind, String more) {
        JsonObject list = simulator.json(simulator.request("/v1/" + kind + "?limit=100" + more));
        assertThat(list.getBoolean("has_more")).isFalse();
        return list;
    }

    private static String create(String form) {
        return post("payment_intents", "amount=100&currency=usd&" + form).getString("id");
    }

    private static String confirmed(String card, String more) {
        String id = create("payment_method_types[]=card");
        post("payment_intents/" + id + "/confirm", "payment_method=pm_card_" + card + more);
        return id;
    }

    private static String refund(String intent, String more) {
        return post("refunds", "payment_intent=" + intent + more).getString("id");
    }

    private static String disputeOf(String intent) {
        return objects(list("disputes", "&payment_intent=" + intent))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private static void answerDispute(String id, String evidence, boolean submit) {
        post("disputes/" + id, "evidence[uncategorized_text]=" + evidence.replace(' ', '+') + "&submit=" + submit);
    }

    private static JsonObject post(String path, String form) {
        return simulator.json(simulator.form("/v1/" + path, form));
    }

    private static void own(String path, String name, String value) {
        String body = new JsonObject().put(name, value).encode();
        assertThat(simulator
                        .send(simulator.request("/_simulator/" + path).POST(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(200);
    }
}
