package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.settings.SettingsException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    @Test
    void by_default_only_this_machine_is_served() {
        var door = new DoorSettings(TrustedProxies.NONE, Set.of(), true);
        assertThat(read(Map.of()))
                .isEqualTo(new HttpSettings("127.0.0.1", 8080, "127.0.0.1", 9090, Set.of(), false, door));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
    void on_loopback_nobody_needs_to_name_the_origin(String host) {
        assertThat(read(Map.of("HTTP_HOST", host)).publicOrigins()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void who_serves_others_names_the_origin(String host) {
        assertThatThrownBy(() -> read(Map.of("HTTP_HOST", host)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PUBLIC_ORIGIN is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ticketing.dev, true",
        "http://ticketing.dev, false",
        "http://localhost:8080, false",
        "'http://localhost:8080, https://ticketing.dev', true"
    })
    void cookies_are_secure_wherever_there_is_https(String origins, boolean secure) {
        assertThat(read(Map.of("PUBLIC_ORIGIN", origins)).cookieSecure()).isEqualTo(secure);
        assertThat(read(Map.of("PUBLIC_ORIGIN", origins, "COOKIE_SECURE", "true"))
                        .cookieSecure())
                .isTrue();
        assertThat(read(Map.of("PUBLIC_ORIGIN", origins, "COOKIE_SECURE", "false"))
                        .cookieSecure())
                .isFalse();
    }

    @Test
    void there_may_be_several_origins() {
        assertThat(read(Map.of("PUBLIC_ORIGIN", "https://ticketing.dev, https://www.ticketing.dev:8443"))
                        .publicOrigins())
                .containsExactlyInAnyOrder("https://ticketing.dev", "https://www.ticketing.dev:8443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ticketing.dev",
                "localhost:8080",
                "//ticketing.dev",
                "ftp://ticketing.dev",
                "https:ticketing.dev",
                "https://",
                "https://ticketing.dev/",
                "https://ticketing.dev/app",
                "https://ticketing.dev?a",
                "https://ticketing.dev#a",
                "https://user@ticketing.dev",
                "https://Ticketing.dev",
                "https://ticketing.dev:443",
                "http://ticketing.dev:80",
                "https://tick eting.dev",
                "https://ticketing.dev,,https://b.dev",
                "https://a.dev, ,https://b.dev",
                "*",
                "null"
            })
    void what_no_browser_sends_as_origin_is_a_problem(String origin) {
        assertThatThrownBy(() -> read(Map.of("PUBLIC_ORIGIN", origin)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PUBLIC_ORIGIN must be origins such as");
    }

    private static HttpSettings read(Map<String, String> variables) {
        var environment = new Environment(variables);
        var settings = HttpSettings.read(environment);
        environment.check();
        return settings;
    }
}
