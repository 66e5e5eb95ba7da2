package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.OddRequests.Shot;
import dev.ticketing.testkit.RawConnection;
import dev.ticketing.testkit.RawConnection.RawAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Sends odd requests at operations for some time. Each has a seed of its own; the first that is answered wrongly is told,
 * with its seed, in the simplest form that is still answered wrongly.
 */
final class Fuzzer {

    private static final int ANY = 1_000;
    private static final int AT_ONCE = 64;
    private static final int TRIES_TO_SHRINK = 400;
    private static final int UNAVAILABLE = 503;

    /** How a request may be refused that is odd beyond its values, whatever the operation. */
    private static final List<Integer> REFUSALS = List.of(400, 401, 403, 404, 405, 408, 413, 414, 415, 416, 417, 431);

    private record Wrong(long seed, Shrinkable<Shot> shot, AssertionError failure) {}

    private final UnaryOperator<String> addressOf;
    private final List<Described> operations;
    private final OddRequests requests;
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    /**
     * Prepares one.
     *
     * @param addressOf who serves a path
     */
    Fuzzer(UnaryOperator<String> addressOf, List<Described> operations, OddRequests requests) {
        this.addressOf = addressOf;
        this.operations = operations;
        this.requests = requests;
    }

    /** Goes on for so long; the seed is the first request's, and the next one's is the next number. */
    void run(long firstSeed, Duration duration) {
        JqwikSession.run(() -> {
            var shots = operations.stream()
                    .map(operation -> requests.of(operation).generator(ANY))
                    .toList();
            long end = System.nanoTime() + duration.toNanos();
            long seed = firstSeed;
            do {
                volley(shots, seed);
                seed += AT_ONCE;
            } while (System.nanoTime() < end);
        });
    }

    /** How often which status was answered to which operation, as {@code GET /api/tickets 200}. */
    Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    private void volley(List<RandomGenerator<Shot>> generators, long firstSeed) {
        var wrong = new ConcurrentLinkedQueue<Wrong>();
        var barrage = new Barrage("fuzz");
        for (long seed = firstSeed; seed < firstSeed + AT_ONCE; seed++) {
            var random = new Random(seed);
            random.nextLong();
            var shot = generators.get(random.nextInt(generators.size())).next(random);
            var value = shot.value();
            long own = seed;
            barrage.add("", () -> attempt(value).ifPresent(failure -> wrong.add(new Wrong(own, shot, failure))));
        }
        barrage.fire();
        tell(wrong);
    }

    private void tell(Queue<Wrong> all) {
        var wrong = all.peek();
        if (wrong != null) {
            var simplest = simplest(wrong);
            throw new AssertionError("-Dfuzz.seed=%d: %s%n%n%s"
                    .formatted(wrong.seed, simplest.failure.getMessage(), simplest.shot.value()));
        }
    }

    private Wrong simplest(Wrong wrong) {
        var simplest = wrong;
        for (int tries = 0; tries < TRIES_TO_SHRINK; ) {
            var next = Optional.<Wrong>empty();
            var simpler = simplest.shot.shrink().iterator();
            while (next.isEmpty() && simpler.hasNext() && tries++ < TRIES_TO_SHRINK) {
                var candidate = simpler.next();
                next = attempt(candidate.value()).map(failure -> new Wrong(wrong.seed, candidate, failure));
            }
            if (next.isEmpty()) {
                return simplest;
            }
            simplest = next.get();
        }
        return simplest;
    }

    /** What is wrong with the answer, if anything. */
    private Optional<AssertionError> attempt(Shot shot) {
        try (var connection = RawConnection.to(addressOf.apply(shot.operation().template()))) {
            connection.send(shot.request().text());
            var answer =
                    connection.answer(Wire.BOUND).orElseThrow(() -> new AssertionError("closed without an answer"));
            answers.merge(shot.operation() + " " + answer.status(), 1, Integer::sum);
            check(shot, answer);
            return Optional.empty();
        } catch (AssertionError wrong) {
            return Optional.of(wrong);
        }
    }

    private static void check(Shot shot, RawAnswer answer) {
        var documented = shot.operation().statuses();
        if (shot.plain()) {
            assertThat(answer.status()).as("status of %s", answer.body()).isIn(documented);
        } else if (answer.status() >= 400 && !documented.contains(answer.status())) {
            assertThat(answer.status()).as("status of %s", answer.body()).isIn(REFUSALS);
        }
        assertThat(answer.status() < 500 || answer.status() == UNAVAILABLE)
                .as("answered %d %s", answer.status(), answer.body())
                .isTrue();
        if (answer.status() >= 400) {
            Refusal.of(answer);
        }
    }
}
