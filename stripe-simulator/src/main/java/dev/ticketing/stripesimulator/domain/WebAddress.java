package dev.ticketing.stripesimulator.domain;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that browsers and webhooks are sent to. */
public final class WebAddress {

    private WebAddress() {}

    /** Whether it is an absolute http or https address with a host and nothing that could hide another. */
    public static boolean isOne(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean ascii = text.chars().allMatch(c -> c < 0x80);
            return web && ascii && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    /** Scheme, host and port. */
    public static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
