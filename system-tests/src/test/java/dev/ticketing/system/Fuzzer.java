package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.OddRequests.Shot;
import dev.ticketing.testkit.RawConnection;
import dev.ticketing.testkit.RawConnection.RawAnswer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Sends odd requests at operations for some time. Each has a seed of its own; the first that is answered wrongly is told,
 * with its seed, in the simplest form that is still answered wrongly.
 */
final class Fuzzer {

    private static final int ANY = 1_000;
    private static final int SIDE_BY_SIDE = 16;
    private static final Duration SHRINKING = Duration.ofSeconds(20);
    private static final int UNAVAILABLE = 503;

    /** How a request may be refused that is odd beyond its values, besides as any operation refuses: it may be another's. */
    private static final List<Integer> REFUSALS = List.of(400, 405, 408, 413, 414, 415, 416, 417, 431);

    private record Wrong(long seed, Shrinkable<Shot> shot, AssertionError failure) {}

    private final UnaryOperator<String> addressOf;
    private final List<Described> operations;
    private final OddRequests requests;
    private final Set<Integer> refusals;
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
        this.refusals = Stream.concat(
                        REFUSALS.stream(), operations.stream().flatMap(operation -> operation.statuses().stream()))
                .filter(status -> status >= 400)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Goes on for so long; the seed is the first request's, and the next one's is the next number. */
    void run(long firstSeed, Duration duration) {
        JqwikSession.run(() -> {
            var wrong = firstWrong(firstSeed, duration);
            if (wrong.isPresent()) {
                var simplest = simplest(wrong.get());
                throw new AssertionError("-Dfuzz.seed=%d: %s%n%n%s"
                        .formatted(wrong.get().seed, simplest.failure.getMessage(), simplest.shot.value()));
            }
        });
    }

    /** How often which status was answered to which operation, as {@code GET /api/tickets 200}. */
    Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    /** Requests are made one after the other, so that a seed's is always the same, and sent side by side. */
    private Optional<Wrong> firstWrong(long firstSeed, Duration duration) {
        var generators = operations.stream()
                .map(operation -> requests.of(operation).generator(ANY))
                .toList();
        var wrong = new AtomicReference<Wrong>();
        var threads = new ThreadPoolExecutor(
                SIDE_BY_SIDE,
                SIDE_BY_SIDE,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(SIDE_BY_SIDE),
                new CallerRunsPolicy());
        long end = System.nanoTime() + duration.toNanos();
        for (long next = firstSeed; wrong.get() == null && System.nanoTime() < end; next++) {
            long seed = next;
            var random = new Random(seed);
            random.nextLong();
            var shot = generators.get(random.nextInt(generators.size())).next(random);
            var value = shot.value();
            threads.execute(() ->
                    attempt(value).ifPresent(failure -> wrong.compareAndSet(null, new Wrong(seed, shot, failure))));
        }
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(2 * Wire.BOUND.toSeconds(), TimeUnit.SECONDS))
                    .as("the last requests are answered in time")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
        return Optional.ofNullable(wrong.get());
    }

    /** As far as it gets in a while: what is not answered at all takes its time, each time. */
    private Wrong simplest(Wrong wrong) {
        var simplest = wrong;
        long end = System.nanoTime() + SHRINKING.toNanos();
        for (var simpler = wrong.shot.shrink().iterator(); simpler.hasNext() && System.nanoTime() < end; ) {
            var candidate = simpler.next();
            var failure = attempt(candidate.value());
            if (failure.isPresent()) {
                simplest = new Wrong(wrong.seed, candidate, failure.get());
                simpler = candidate.shrink().iterator();
            }
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
        } catch (UncheckedIOException brokenOff) {
            return Optional.of(new AssertionError("the answer broke off", brokenOff));
        }
    }

    private void check(Shot shot, RawAnswer answer) {
        if (shot.plain()) {
            assertThat(answer.status())
                    .as("status of %s", answer.body())
                    .isIn(shot.operation().statuses());
        } else if (answer.status() >= 400) {
            assertThat(answer.status()).as("status of %s", answer.body()).isIn(refusals);
        }
        assertThat(answer.status() < 500 || answer.status() == UNAVAILABLE)
                .as("answered %d %s", answer.status(), answer.body())
                .isTrue();
        if (answer.status() >= 400) {
            Refusal.of(answer);
        }
    }
}
