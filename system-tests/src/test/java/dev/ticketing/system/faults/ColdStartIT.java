package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services and backends start in any order, and get ready by themselves. */
@WithFaultyMarket
class ColdStartIT {

    private final FaultyMarket market;

    ColdStartIT(FaultyMarket market) {
        this.market = market;
    }

    static Stream<List<Function<FaultyMarket, FaultProxy>>> orders() {
        return Stream.of(
                List.of(FaultyMarket::toRabbit, FaultyMarket::toRedis, FaultyMarket::toMongo),
                List.of(FaultyMarket::toMongo, FaultyMarket::toRedis, FaultyMarket::toRabbit));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void services_wait_for_their_backends_whichever_comes_first(List<Function<FaultyMarket, FaultProxy>> backends) {
        market.services().forEach(FaultyService::kill9);
        market.proxies().forEach(FaultProxy::refuse);
        market.services().forEach(FaultyService::start);
        for (var backend : backends) {
            market.services().forEach(FaultyService::awaitNotReady);
            backend.apply(market).pass();
        }
        market.toStripe().pass();
        market.awaitReady();

        var seller = Person.signUp(market);
        var buyer = Person.signUp(market);
        var ticket = seller.list("After a cold start", 19.99);
        var order = Eventually.value(() -> {
            var answer = buyer.tryToOrder(ticket);
            assertThat(answer.status()).isEqualTo(201);
            return answer.json();
        });
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        seller.awaitTicket(ticket, "sold");
    }
}
