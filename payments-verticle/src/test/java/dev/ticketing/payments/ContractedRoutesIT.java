package dev.ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Contracts;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The routes and the contract are of one another. */
@WithBackends
class ContractedRoutesIT {

    @Test
    void the_contract_has_every_route_and_no_other_and_is_served(Backends backends) throws IOException {
        var environment = backends.environment();
        environment.put("STRIPE_SECRET_KEY", "sk_test_contract");
        environment.put("STRIPE_WEBHOOK_SECRET", "whsec_contract");
        try (var service = RunningService.start(environment, PaymentsVerticle::new);
                var contract = PaymentsVerticle.class.getResourceAsStream("openapi.yaml")) {
            assertThat(service.routes()).isEqualTo(Contracts.operationsOf("payments"));
            var served = service.client().get("/api/docs/payments.yaml").expect(200);
            assertThat(served.response().bodyAsString())
                    .isEqualTo(new String(contract.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
