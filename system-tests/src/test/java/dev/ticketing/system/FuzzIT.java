package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.TestTokens;
import dev.ticketing.testkit.WithBackends;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests that nobody thought of, made from the OpenAPI documents: {@code -Dfuzz.seconds} of them, from {@code
 * -Dfuzz.seed} on. What tables of wrong input are for is in BadBodyIT, BadHeadIT, BadFramingIT and BadClientIT.
 */
@Tag("fuzz")
@WithBackends
class FuzzIT extends BadInput {

    private static final List<Integer> MUST_BE_AMONG_THE_ANSWERS = List.of(200, 400, 401, 404, 405, 415);

    @Test
    void whatever_is_asked_is_answered_in_time_as_documented_or_refused_in_the_agreed_shape() {
        var operations = Described.all();
        var fuzzer = new Fuzzer(market::addressOf, operations, new OddRequests(ids(), cookies()));
        long seed = seed();
        fuzzer.run(seed, Duration.ofSeconds(Long.getLong("fuzz.seconds", 120)));

        var answers = fuzzer.answers();
        System.out.printf("fuzz: seed %d, %s%n", seed, byStatus(answers));
        assertThat(byStatus(answers))
                .as("nothing much was tried")
                .containsKeys(MUST_BE_AMONG_THE_ANSWERS.toArray(new Integer[0]));
        for (var operation : operations) {
            assertThat(answers.keySet()).as("answers").anyMatch(answer -> answer.startsWith(operation + " "));
        }
    }

    @AfterEach
    void a_ticket_can_still_be_sold() {
        market.passQueues();
    }

    private static long seed() {
        var given = System.getProperty("fuzz.seed", "");
        return given.isEmpty() ? new SecureRandom().nextLong() : Long.parseLong(given);
    }

    private static List<String> ids() {
        return routes.stream()
                .map(Route::id)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    private static List<String> cookies() {
        return Stream.concat(
                        routes.stream().flatMap(route -> route.cookie().stream()),
                        Stream.of("session=" + TestTokens.forAdmin("an-admin")))
                .toList();
    }

    private static Map<Integer, Integer> byStatus(Map<String, Integer> answers) {
        return answers.entrySet().stream()
                .collect(Collectors.groupingBy(
                        answer -> Integer.valueOf(
                                answer.getKey().substring(answer.getKey().lastIndexOf(' ') + 1)),
                        TreeMap::new,
                        Collectors.summingInt(Map.Entry::getValue)));
    }
}
