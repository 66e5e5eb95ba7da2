package dev.ticketing.shared.http;

import io.vertx.ext.web.RoutingContext;

/** Where a request is from. The one place that says so. */
public final class ClientAddress {

    private ClientAddress() {}

    /** The IP address of whoever connected to us, which behind a proxy is the proxy's. */
    public static String of(RoutingContext context) {
        return context.request().remoteAddress().hostAddress();
    }
}
