package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Contracts;
import dev.ticketing.testkit.WithBackends;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Request lines and headers of every wrong kind, for every operation: each is refused in the agreed shape, or answered
 * as if it were not there, and the connection's next request gets its own answer.
 */
@Tag("long")
@WithBackends
class BadHeadIT extends BadInput {

    private static final List<String> METHODS = List.of(
            "GET",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "TRACE",
            "PROPFIND",
            "LOCK",
            "LINK",
            "PURGE",
            "get",
            "Get",
            "post",
            "delete",
            "FOO",
            "A",
            "M-SEARCH",
            "!",
            "X".repeat(1_000));

    static Stream<Route> withId() {
        return routes.stream().filter(route -> !route.id().isEmpty());
    }

    static Stream<Route> lists() {
        return routes.stream().filter(Route::isListOfPages);
    }

    static Stream<Route> reads() {
        return routes.stream().filter(route -> !route.changesState());
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_method_that_a_path_does_not_have_is_405(Route route) {
        var allowed = Stream.of("auth", "tickets", "orders", "payments")
                .flatMap(context -> Contracts.operationsOf(context).stream())
                .map(operation -> operation.split(" ", 2))
                .filter(operation -> route.path().matches(operation[1].replaceAll("\\{\\w+}", "[^/]+")))
                .map(operation -> operation[0])
                .collect(Collectors.toSet());
        fire(
                route,
                METHODS.stream()
                        .filter(method -> !allowed.contains(method))
                        .map(method ->
                                Oddity.refused("method " + Oddity.named(method), r -> r.withMethod(method), 405)));
        fire(
                route,
                Stream.of("G@T", "G\u0001T", "\u0000", "G\u00c9T", "\"GET\"", "GET,", "X".repeat(5_000))
                        .map(method -> Oddity.refused(
                                "method " + Oddity.named(method), r -> r.withMethod(method), 400, 405, 414)));
    }

    /** It has no body whatever its headers say, or the next answer would be read out of it. */
    @ParameterizedTest
    @MethodSource("all")
    void a_head_request_is_answered_without_a_body(Route route) {
        var wire = Wire.to(market, route);
        try (var connection = wire.connect()) {
            connection.send(wire.harmless().withMethod("HEAD").text());
            var answer = connection.answerToHead(Wire.BOUND).orElseThrow();
            assertThat(answer.status()).isIn(wire.usual(), 405);
            wire.assertInStep(connection);
        }
    }

    @ParameterizedTest
    @MethodSource("withId")
    void an_id_that_is_none_is_404_or_400(Route route) {
        var wire = Wire.to(market, route);
        var barrage = new Barrage(route);
        var complete =
                route.fields().isEmpty() ? wire.harmless() : wire.harmless().withJson(route.validBody());
        OddTargets.ids(route).forEach(oddity -> barrage.add(oddity.name(), () -> wire.check(oddity, complete)));
        barrage.fire();
    }

    @ParameterizedTest
    @MethodSource("withId")
    void a_path_that_leads_elsewhere_is_that_path(Route route) {
        var wire = Wire.to(market, route);
        var barrage = new Barrage(route);
        OddTargets.otherPaths(route)
                .forEach(path -> barrage.add(Oddity.named(path), () -> {
                    var answer = wire.send(wire.harmless().withTarget(path));
                    assertThat(answer.status()).as(answer.body()).isIn(200, 400, 401, 404, 405);
                    if (answer.status() >= 400) {
                        Refusal.of(answer);
                    }
                }));
        barrage.fire();
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_target_in_another_form_is_the_same_target_or_refused(Route route) {
        fire(route, OddTargets.forms());
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_query_of_no_concern_makes_no_difference_and_a_malformed_one_is_400_at_most(Route route) {
        fire(route, OddTargets.queries());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_lists_parameter_that_is_wrong_is_400_and_named(Route route) {
        var wire = Wire.to(market, route);
        var barrage = new Barrage(route);
        OddTargets.parameters()
                .forEach(parameter -> barrage.add("?" + Oddity.named(parameter.query()), () -> {
                    var answer = wire.send(wire.harmless().withQuery(parameter.query()));
                    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
                    Refusal.of(answer).naming(parameter.field());
                }));
        OddTargets.goodParameters()
                .map(query -> Oddity.either("?" + Oddity.named(query), r -> r.withQuery(query), 400))
                .forEach(oddity -> barrage.add(oddity.name(), () -> wire.check(oddity)));
        barrage.fire();
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_absurd_header_is_refused_or_makes_no_difference(Route route) {
        fire(route, OddHeaders.all());
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_absurd_cookie_signs_nobody_in_and_another_sites_cookie_does_not_matter(Route route) {
        fire(route, OddCookies.of(route));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_that_another_site_asks_for_is_403(Route route) {
        fire(route, OddHeaders.ofOtherSites().map(line -> Oddity.refusedHeader(line, 403)));
    }

    /** The control: what only reads is served, and no answer lets the other site see it. */
    @ParameterizedTest
    @MethodSource("reads")
    void what_another_site_asks_to_read_is_answered_for_nobody_but_us(Route route) {
        fire(route, OddHeaders.ofOtherSites().map(Oddity::harmlessHeader));
        var wire = Wire.to(market, route);
        var answer = wire.send(wire.harmless().with("origin: https://evil.example"));
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_request_line_that_is_no_http_1_is_400(Route route) {
        fire(route, OddVersions.all());
    }

    private static void fire(Route route, Stream<Oddity> oddities) {
        var wire = Wire.to(market, route);
        var barrage = new Barrage(route);
        oddities.forEach(oddity -> barrage.add(oddity.name(), () -> wire.check(oddity)));
        barrage.fire();
    }
}
