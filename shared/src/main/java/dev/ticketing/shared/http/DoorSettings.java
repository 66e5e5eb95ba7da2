package dev.ticketing.shared.http;

import dev.ticketing.shared.settings.Environment;
import java.util.List;
import java.util.Set;

/**
 * Who may come in, and how often.
 *
 * @param proxies whose word is taken for where a request comes from
 * @param corsOrigins other sites whose pages may use the API
 * @param rateLimits whether too many requests are refused
 */
public record DoorSettings(TrustedProxies proxies, Set<String> corsOrigins, boolean rateLimits) {

    static DoorSettings read(Environment environment) {
        return new DoorSettings(
                environment
                        .optional("TRUSTED_PROXIES")
                        .map(blocks -> proxies(environment, blocks))
                        .orElse(TrustedProxies.NONE),
                Origins.read(environment, "CORS_ORIGINS").orElse(Set.of()),
                environment.oneOf("RATE_LIMITS", List.of("on", "off"), "on").equals("on"));
    }

    private static TrustedProxies proxies(Environment environment, String blocks) {
        try {
            return TrustedProxies.of(blocks);
        } catch (IllegalArgumentException malformed) {
            return environment.problem(
                    "TRUSTED_PROXIES",
                    "must be addresses or CIDR blocks such as 10.0.0.0/8, comma-separated",
                    TrustedProxies.NONE);
        }
    }
}
