package dev.ticketing.shared.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Proxies in front of us, by their addresses: what they write into X-Forwarded-For is believed, and nobody else's. */
public final class TrustedProxies {

    static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** More than any chain of proxies has; what is beyond is not looked at. */
    private static final int MAX_HOPS = 16;

    private final List<IpSubnetFilterRule> blocks;

    private TrustedProxies(List<IpSubnetFilterRule> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads addresses and CIDR blocks, separated by commas.
     *
     * @throws IllegalArgumentException when one of them is neither
     */
    static TrustedProxies of(String text) {
        return new TrustedProxies(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(TrustedProxies::block)
                .toList());
    }

    private static IpSubnetFilterRule block(String text) {
        var parts = text.split("/", -1);
        var address = address(parts[0]);
        if (address == null || parts.length > 2) {
            throw new IllegalArgumentException("no address: " + text);
        }
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.getAddress().length * Byte.SIZE;
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    /**
     * Where a request comes from: of the addresses that proxies have noted, each appending the one it was asked from, the
     * last that is not a trusted proxy's. Who is behind a proxy we do not know could have written anything before that.
     *
     * @param remote of the connection
     * @param forwardedFor the values of X-Forwarded-For, first header first
     */
    InetAddress clientOf(InetAddress remote, List<String> forwardedFor) {
        var client = remote;
        var noted = List.of(String.join(",", forwardedFor).split(",", -1));
        for (int i = noted.size() - 1; i >= Math.max(0, noted.size() - MAX_HOPS) && trusts(client); i--) {
            var before = address(noted.get(i).strip());
            if (before == null) {
                return client;
            }
            client = before;
        }
        return client;
    }

    private boolean trusts(InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        return blocks.stream().anyMatch(block -> block.matches(socket));
    }

    /** The address; null when it is none. Names are never looked up. */
    private static InetAddress address(String text) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            return null;
        }
    }
}
