package dev.ticketing.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Web's nginx sends every request where the contracts say it belongs, as {@link EdgeRoutes} holds the Ingress to. */
class NginxTest {

    private static final Edge EDGE = Edge.ofContracts().withSimulator();

    @Test
    void every_request_goes_where_it_belongs() {
        assertThat(answering(Nginx.read())).isEqualTo(EDGE.requests());
    }

    @Test
    void no_service_is_asked_for_nothing() {
        var nginx = Nginx.read();
        var used = EDGE.requests().keySet().stream()
                .map(path -> nginx.locationOf(path).orElseThrow())
                .toList();
        assertThat(nginx.locations())
                .filteredOn(location -> !location.service().equals("web"))
                .isSubsetOf(used);
    }

    @Test
    void a_stream_goes_out_at_once_and_may_be_silent_for_an_hour() {
        var stream = Nginx.read().locationOf(Edge.STREAM).orElseThrow();
        assertThat(stream.block()).contains("proxy_buffering off;", "proxy_read_timeout 1h;");
    }

    @Test
    void its_probe_is_there() {
        assertThat(Nginx.read().locationOf("/health").orElseThrow().exact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "location /api/users, location /api/user/",
        "set $service orders, set $service tickets",
        "set $service stripe-simulator, set $service payments",
        "location = /api/docs/payments.yaml, location = /api/docs/payment.yaml"
    })
    void a_request_that_goes_astray_is_noticed(String right, String wrong) {
        var file = Sources.read("docker/web/nginx.conf");
        assertThat(file).contains(right);
        assertThat(answering(Nginx.of(file.replace(right, wrong)))).isNotEqualTo(EDGE.requests());
    }

    private static Map<String, String> answering(Nginx nginx) {
        var answering = new TreeMap<String, String>();
        for (var path : List.copyOf(EDGE.requests().keySet())) {
            answering.put(
                    path, nginx.locationOf(path).map(Nginx.Location::service).orElse("nobody"));
        }
        return answering;
    }
}
