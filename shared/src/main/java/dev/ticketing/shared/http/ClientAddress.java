package dev.ticketing.shared.http;

import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a request comes from. */
public final class ClientAddress implements Handler<RoutingContext> {

    private static final String ADDRESS = "client.address";

    /** What one subscriber is given, at least: a whole network, not an address. */
    private static final int SUBSCRIBER_BYTES = 8;

    private final TrustedProxies proxies;

    ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        var remote = NetUtil.createInetAddressFromIpAddressString(
                request.remoteAddress().hostAddress());
        var forwardedFor = request.headers().getAll("x-forwarded-for");
        context.put(ADDRESS, proxies.clientOf(remote, forwardedFor)).next();
    }

    /** The client's address in its usual form. */
    public static String of(RoutingContext context) {
        InetAddress address = context.get(ADDRESS);
        return address.getHostAddress();
    }

    /** Whom to count requests against: the address, or for IPv6 the network that one subscriber has. */
    public static String subscriberOf(RoutingContext context) {
        InetAddress address = context.get(ADDRESS);
        return address instanceof Inet6Address ? network(address.getAddress()) : address.getHostAddress();
    }

    private static String network(byte[] address) {
        Arrays.fill(address, SUBSCRIBER_BYTES, address.length, (byte) 0);
        try {
            return InetAddress.getByAddress(address).getHostAddress() + "/64";
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
