package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8, 192.0.2.7, 2001:db8::/32");

    @ParameterizedTest(name = "{0} says {1}: {2}")
    @CsvSource({
        // Whoever asks us himself may write what he likes.
        "203.0.113.5, '', 203.0.113.5",
        "203.0.113.5, 198.51.100.1, 203.0.113.5",
        // A proxy's word is taken, and of what stood there before only what other proxies wrote.
        "10.1.2.3, 198.51.100.1, 198.51.100.1",
        "10.1.2.3, '6.6.6.6, 198.51.100.1', 198.51.100.1",
        "10.1.2.3, '6.6.6.6, 198.51.100.1, 192.0.2.7', 198.51.100.1",
        "2001:db8::1, 2001:470::9, 2001:470::9",
        "10.1.2.3, '10.9.9.9, 10.8.8.8', 10.9.9.9",
        // What is no address ends the search where it is.
        "10.1.2.3, 'evil, 192.0.2.7', 192.0.2.7",
        "10.1.2.3, localhost, 10.1.2.3",
        "10.1.2.3, '198.51.100.1,', 10.1.2.3",
        "192.0.2.8, 198.51.100.1, 192.0.2.8"
    })
    void the_client_is_who_asked_the_first_proxy_that_we_know(String remote, String forwarded, String client) {
        assertThat(PROXIES.clientOf(address(remote), List.of(forwarded))).isEqualTo(address(client));
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(PROXIES.clientOf(address("10.0.0.1"), List.of("6.6.6.6", "198.51.100.1, 10.2.2.2")))
                .isEqualTo(address("198.51.100.1"));
    }

    @Test
    void nobody_is_believed_unless_named() {
        assertThat(TrustedProxies.NONE.clientOf(address("127.0.0.1"), List.of("198.51.100.1")))
                .isEqualTo(address("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/8/8", "", "10.0.0.1,", "300.1.1.1"})
    void what_is_no_block_is_refused(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }
}
