package dev.ticketing.shared.http;

import dev.ticketing.shared.settings.Environment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Where to listen, and who we are to browsers. A port of 0 lets the system choose.
 *
 * @param publicOrigins our own origins, the one for links first: what a browser sends as Origin from our page; empty when any loopback origin
 *     of this port is ours
 * @param cookieSecure whether cookies are for https only
 */
public record HttpSettings(
        String host,
        int port,
        String managementHost,
        int managementPort,
        Set<String> publicOrigins,
        boolean cookieSecure,
        DoorSettings door) {

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
                environment.flag("COOKIE_SECURE", !origins.stream().allMatch(HttpSettings::plainHttp)),
                DoorSettings.read(environment));
    }

    /**
     * The origin of links to our own page: the first of ours, or localhost. Never what a request calls us, for anybody
     * can write that.
     *
     * @param localPort of the connection by which somebody asked
     */
    public String publicOrigin(int localPort) {
        return publicOrigins.stream().findFirst().orElse("http://localhost:" + localPort);
    }

    private static Set<String> origins(Environment environment, String host) {
        return Origins.read(environment, "PUBLIC_ORIGIN")
                .orElseGet(() -> isLoopback(host)
                        ? Set.of()
                        : environment.problem(
                                "PUBLIC_ORIGIN", "is missing (needed unless HTTP_HOST is loopback)", Set.of()));
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
