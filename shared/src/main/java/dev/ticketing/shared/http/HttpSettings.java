package dev.ticketing.shared.http;

import dev.ticketing.shared.settings.Environment;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where to listen, and who we are to browsers. A port of 0 lets the system choose.
 *
 * @param publicOrigins our own origins: what a browser sends as Origin from our page; empty when any loopback origin
 *     of this port is ours; the first is the one that we name
 * @param cookieSecure whether cookies are for https only
 */
public record HttpSettings(
        String host,
        int port,
        String managementHost,
        int managementPort,
        Set<String> publicOrigins,
        boolean cookieSecure) {

    private static final String LOOPBACK = "127.0.0.1";

    public static HttpSettings read(Environment environment) {
        var host = environment.text("HTTP_HOST", LOOPBACK);
        var origins = origins(environment, host);
        return new HttpSettings(
                host,
                environment.port("HTTP_PORT", 8080),
                environment.text("MANAGEMENT_HOST", LOOPBACK),
                environment.port("MANAGEMENT_PORT", 9090),
                origins,
                environment.flag("COOKIE_SECURE", !origins.stream().allMatch(HttpSettings::plainHttp)));
    }

    private static Set<String> origins(Environment environment, String host) {
        var configured = environment.optional("PUBLIC_ORIGIN");
        if (configured.isEmpty()) {
            return isLoopback(host)
                    ? Set.of()
                    : environment.problem(
                            "PUBLIC_ORIGIN", "is missing (needed unless HTTP_HOST is loopback)", Set.of());
        }
        var origins =
                Arrays.stream(configured.get().split(",")).map(String::strip).toList();
        if (!origins.stream().allMatch(HttpSettings::isOrigin)) {
            return environment.problem("PUBLIC_ORIGIN", "must be origins such as https://ticketing.dev", Set.of());
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(origins));
    }

    /** Whether a browser sends it so: in lower case, without a default port, nothing after the port (RFC 6454, 6.2). */
    private static boolean isOrigin(String text) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() == null || !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return false;
            }
            int defaultPort = uri.getScheme().equals("https") ? 443 : 80;
            var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getPort() != defaultPort
                    && text.equals(uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean plainHttp(String origin) {
        return origin.startsWith("http:");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
