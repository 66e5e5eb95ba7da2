package dev.ticketing.standalone;

import dev.ticketing.auth.AuthVerticle;
import dev.ticketing.expiration.ExpirationVerticle;
import dev.ticketing.orders.OrdersVerticle;
import dev.ticketing.payments.PaymentsVerticle;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.service.Service;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.tickets.TicketsVerticle;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The contexts that there are. */
public final class Contexts {

    /** How each is made from its settings, by its name. */
    public static final Map<String, BiFunction<Environment, Clock, ContextVerticle>> BY_NAME;

    static {
        var byName = new LinkedHashMap<String, BiFunction<Environment, Clock, ContextVerticle>>();
        byName.put("auth", AuthVerticle::new);
        byName.put("tickets", TicketsVerticle::new);
        byName.put("orders", OrdersVerticle::new);
        byName.put("expiration", ExpirationVerticle::new);
        byName.put("payments", PaymentsVerticle::new);
        BY_NAME = Collections.unmodifiableMap(byName);
    }

    private Contexts() {}

    /** All of them, made from one environment. */
    static List<ContextVerticle> all(Environment environment) {
        return BY_NAME.values().stream()
                .map(context -> context.apply(environment, Service.CLOCK))
                .toList();
    }
}
