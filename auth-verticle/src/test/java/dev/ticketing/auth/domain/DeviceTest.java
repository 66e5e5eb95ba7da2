package dev.ticketing.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {

    @ParameterizedTest
    @CsvSource({
        "'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', Firefox on Linux",
        "'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
                + " Edg/142.0.0.0', Edge on Windows",
        "'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0"
                + " Mobile/15E148 Safari/604.1', Safari on iPhone",
        "'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile"
                + " Safari/537.36', Chrome on Android",
        "curl/8.14.1, curl",
        "'', unknown device",
        "'  / ', unknown device",
        "<script>alert(1)</script>, <script>alert(1)<"
    })
    void a_device_is_named_as_its_user_would(String agent, String name) {
        assertThat(Device.named(agent)).isEqualTo(name);
    }

    @Test
    void whatever_is_sent_the_name_is_short_and_printable() {
        assertThat(Device.named("x".repeat(8_000))).hasSize(40);
        assertThat(Device.named("a\u0000b\u202Ec\nd")).isEqualTo("abc");
    }
}
