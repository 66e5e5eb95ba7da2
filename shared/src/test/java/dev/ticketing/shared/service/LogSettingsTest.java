package dev.ticketing.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.settings.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSettingsTest {

    @Test
    void format_and_level_are_what_the_environment_says() {
        assertThat(read(Map.of("LOG_FORMAT", "text", "LOG_LEVEL", "debug")))
                .isEqualTo(new LogSettings("text", "debug"));
        assertThat(read(Map.of("LOG_FORMAT", "json", "LOG_LEVEL", "error")))
                .isEqualTo(new LogSettings("json", "error"));
    }

    @Test
    void blank_is_not_set() {
        assertThat(read(Map.of("LOG_FORMAT", "", "LOG_LEVEL", " "))).isEqualTo(read(Map.of()));
        assertThat(read(Map.of()).level()).isEqualTo("info");
    }

    @Test
    void wrong_values_are_reported_with_the_values_there_are() {
        var environment = new Environment(Map.of("LOG_FORMAT", "xml", "LOG_LEVEL", "loud"));
        LogSettings.read(environment);
        assertThatThrownBy(environment::check)
                .hasMessageContaining("LOG_FORMAT must be one of json, text")
                .hasMessageContaining("LOG_LEVEL must be one of error, warn, info, debug, trace");
    }

    private static LogSettings read(Map<String, String> variables) {
        var environment = new Environment(variables);
        var settings = LogSettings.read(environment);
        environment.check();
        return settings;
    }
}
