package dev.ticketing.system.history;

import dev.ticketing.testkit.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds a history and what is there after it against the four promises.
 *
 * @param window how long a buyer may start paying, as the services were told
 * @param paymentAttempts with so many declines an order is cancelled
 * @param patience no call may take longer
 * @param standstills when a process could not answer, whatever it wanted: that time does not count
 */
public record Checker(Duration window, int paymentAttempts, Duration patience, List<Standstill> standstills) {

    /** A time in which a process was stopped. */
    public record Standstill(Instant from, Instant to) {
        Duration within(Call call) {
            var start = from.isAfter(call.invokedAt()) ? from : call.invokedAt();
            var end = to.isBefore(call.returnedAt()) ? to : call.returnedAt();
            return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
        }
    }

    /** Every promise that is broken; empty when all are kept. */
    public List<Finding> check(List<Call> calls, Evidence evidence) {
        return Stream.of(
                        SoldOnce.in(evidence.orders()),
                        Holds.in(calls, evidence.orders(), window),
                        EveryCent.in(calls, evidence),
                        Acknowledged.in(calls, evidence, paymentAttempts),
                        Sightings.in(calls),
                        unsettled(evidence),
                        keptWaiting(calls))
                .flatMap(List::stream)
                .toList();
    }

    /** What may still be under way: it is a finding only if it stays. */
    private static List<Finding> unsettled(Evidence evidence) {
        return Stream.concat(Replicas.in(evidence).stream(), Converged.in(evidence).stream())
                .toList();
    }

    /**
     * Waits until everything has come to rest, or a bound has passed.
     *
     * @param read may fail for as long as something is away
     * @return what is there then; {@link #check} says what is not at rest
     */
    public static Evidence awaitRest(Duration bound, Supplier<Evidence> read) {
        var last = new AtomicReference<Evidence>();
        try {
            Eventually.holdsWithin(bound, () -> {
                last.set(read.get());
                var left = unsettled(last.get());
                if (!left.isEmpty()) {
                    throw new AssertionError(left.size() + " things are not at rest");
                }
            });
        } catch (AssertionError restless) {
            return Optional.ofNullable(last.get()).orElseThrow(() -> restless);
        }
        return last.get();
    }

    private List<Finding> keptWaiting(List<Call> calls) {
        return calls.stream()
                .filter(call -> call.duration().minus(stoodStill(call)).compareTo(patience) > 0)
                .map(call -> new Finding(Rule.KEPT_WAITING, subjectOf(call), call.toString()))
                .toList();
    }

    private Duration stoodStill(Call call) {
        return standstills.stream().map(standstill -> standstill.within(call)).reduce(Duration.ZERO, Duration::plus);
    }

    private static String subjectOf(Call call) {
        return Stream.of(call.order(), call.ticket(), call.who())
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
