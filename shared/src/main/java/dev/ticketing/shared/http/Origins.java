package dev.ticketing.shared.http;

import dev.ticketing.shared.settings.Environment;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Origins as browsers send them (RFC 6454, section 6.2). */
final class Origins {

    private Origins() {}

    /** The origins that a setting lists, separated by commas, in its order; empty when it is not given. */
    static Optional<Set<String>> read(Environment environment, String setting) {
        return environment.optional(setting).map(text -> read(environment, setting, text));
    }

    private static Set<String> read(Environment environment, String setting, String text) {
        var origins = Arrays.stream(text.split(",")).map(String::strip).toList();
        return origins.stream().allMatch(Origins::isOrigin)
                ? Collections.unmodifiableSet(new LinkedHashSet<>(origins))
                : environment.problem(setting, "must be origins such as https://ticketing.dev", Set.of());
    }

    /** In lower case, without a default port, nothing after the port. */
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
}
