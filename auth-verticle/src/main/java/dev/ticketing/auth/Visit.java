package dev.ticketing.auth;

import dev.ticketing.auth.domain.Device;
import dev.ticketing.shared.http.ClientAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * From where somebody asks.
 *
 * @param device what the program says it is
 * @param address of the client, as far as we can know
 */
record Visit(String device, String address) {

    static Visit of(RoutingContext context) {
        var agent = context.request().getHeader("user-agent");
        return new Visit(Device.named(agent == null ? "" : agent), ClientAddress.of(context));
    }
}
