package dev.ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guesses and floods at two instances of auth behind a proxy that says where requests come from. */
@WithBackends
class GuessingIT {

    private static final String HOME = "198.51.100.1";
    private static final String ELSEWHERE = "203.0.113.9";
    private static final int FREE = 5;

    private static RunningService one;
    private static RunningService other;
    private static RunningService unguarded;

    @BeforeAll
    static void start(Backends backends) {
        one = start(backends, Map.of("RATE_LIMITS", "on"));
        other = start(backends, Map.of("RATE_LIMITS", "on"));
        unguarded = start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        unguarded.close();
    }

    @Test
    void an_accounts_guesses_are_counted_by_all_instances_together() {
        var email = signedUp(HOME);

        var answers = IntStream.range(0, 2 * FREE)
                .mapToObj(i -> guess(i % 2 == 0 ? one : other, address(i), email))
                .toList();

        assertThat(statuses(answers).subList(0, FREE)).containsOnly(401);
        assertThat(statuses(answers)).contains(429);
        var refused = answers.stream().filter(answer -> answer.status() == 429).findFirst();
        assertThat(refused.orElseThrow().header("retry-after")).isEqualTo("1");
        assertThat(message(refused.orElseThrow())).isEqualTo("too many tries, wait a moment");
    }

    /** The control: without the limits a guesser goes on. */
    @Test
    void without_limits_nobody_is_stopped() {
        var email = signedUp(HOME);

        assertThat(IntStream.range(0, FREE + 2).mapToObj(i -> guess(unguarded, ELSEWHERE, email)))
                .extracting(Answer::status)
                .containsOnly(401);
    }

    @Test
    void an_owner_who_was_here_before_is_not_kept_out_by_guesses_from_elsewhere() {
        var email = signedUp(HOME);
        signIn(one, HOME, email).expect(200);
        IntStream.range(0, 2 * FREE).forEach(i -> guess(one, ELSEWHERE, email));

        signIn(one, ELSEWHERE, email).expect(429);
        signIn(other, HOME, email).expect(200);
    }

    @Test
    void who_shows_the_right_password_has_guessed_nothing() {
        var email = signedUp(HOME);
        IntStream.range(0, 4).forEach(i -> guess(one, HOME, email));

        IntStream.range(0, 2).forEach(i -> signIn(one, HOME, email).expect(200));
    }

    @Test
    void unknown_accounts_are_refused_alike() {
        var known = signedUp(HOME);
        var unknown = Door.newEmail();

        var ofKnown = IntStream.range(0, FREE + 2).mapToObj(i -> guess(one, "203.0.113.20", known));
        var ofUnknown = IntStream.range(0, FREE + 2).mapToObj(i -> guess(one, "203.0.113.21", unknown));

        assertThat(ofKnown.map(answer -> answer.status() + message(answer)))
                .isEqualTo(ofUnknown
                        .map(answer -> answer.status() + message(answer))
                        .toList());
    }

    @Test
    void many_guesses_at_the_same_moment_are_many() {
        var email = signedUp(HOME);

        var answers = IntStream.range(0, 4 * FREE)
                .parallel()
                .mapToObj(i -> guess(i % 2 == 0 ? one : other, "203.0.113.30", email))
                .toList();

        assertThat(statuses(answers).stream().filter(status -> status == 401)).hasSizeBetween(FREE, FREE + 2);
    }

    @Test
    void mails_are_sent_a_few_times() {
        var email = signedUp(HOME);

        var answers = IntStream.range(0, 4)
                .mapToObj(i -> client(one, address(i)).post("/api/users/forgot", new JsonObject().put("email", email)))
                .toList();

        assertThat(statuses(answers)).containsExactly(202, 202, 202, 202);
        client(other, ELSEWHERE)
                .post("/api/users/forgot", new JsonObject().put("email", email))
                .expect(429);
    }

    /** Else whoever has an account could flood a mailbox, or find out address by address who has one, too. */
    @Test
    void links_to_another_address_are_sent_a_few_times() {
        var browser = client(one, "203.0.113.40");
        browser.post(Door.SIGN_UP, Door.credentials(Door.newEmail(), Door.PASSWORD))
                .expect(201);
        var change = new JsonObject().put("currentPassword", Door.PASSWORD).put("email", Door.newEmail());

        var answers = IntStream.range(0, 5).mapToObj(i -> browser.put("/api/users/email", change));

        assertThat(statuses(answers.toList())).containsExactly(202, 202, 202, 202, 429);
        // The control: it is the address that is counted.
        browser.put("/api/users/email", change.copy().put("email", Door.newEmail()))
                .expect(202);
    }

    private static RunningService start(Backends backends, Map<String, String> settings) {
        var environment = new HashMap<>(backends.environment());
        environment.put("TRUSTED_PROXIES", "127.0.0.1");
        environment.putAll(settings);
        return RunningService.start(environment, Door::quick);
    }

    /** A new account. Its owner has not signed in anywhere yet. */
    private static String signedUp(String address) {
        var email = Door.newEmail();
        client(unguarded, address)
                .post(Door.SIGN_UP, Door.credentials(email, Door.PASSWORD))
                .expect(201);
        return email;
    }

    private static Answer guess(RunningService auth, String address, String email) {
        return client(auth, address).post(Door.SIGN_IN, Door.credentials(email, "wrong horse battery"));
    }

    private static Answer signIn(RunningService auth, String address, String email) {
        return client(auth, address).post(Door.SIGN_IN, Door.credentials(email, Door.PASSWORD));
    }

    private static ApiClient client(RunningService auth, String address) {
        return auth.client().with("X-Forwarded-For", address);
    }

    private static String address(int number) {
        return "203.0.113." + (100 + number);
    }

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).toList();
    }

    private static String message(Answer answer) {
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("message");
    }
}
