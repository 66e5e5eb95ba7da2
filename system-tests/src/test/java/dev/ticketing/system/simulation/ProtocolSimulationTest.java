package dev.ticketing.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The whole protocol, at random: {@code -Dsimulation.steps} says how far, {@code -Dsimulation.seed} from where. */
class ProtocolSimulationTest {

    private static final long STEPS = Long.getLong("simulation.steps", 1_000_000);
    private static final long SEED = Long.getLong("simulation.seed", 1);
    private static final int SHORT_RUN = 200_000;

    @Test
    void every_promise_holds_at_every_step() {
        var protocol = new Protocol();
        var simulation = new Simulation(protocol, SEED);
        long start = System.nanoTime();
        var failure = simulation.run(STEPS);
        if (failure != null) {
            throw new AssertionError(new Report(protocol, failure).words(SEED));
        }
        long millis = Math.max(1, (System.nanoTime() - start) / 1_000_000);
        System.out.printf(
                "seed %d: %,d steps in %,d worlds, %,d steps a second, endings %s%n",
                SEED,
                simulation.steps(),
                simulation.worlds(),
                simulation.steps() * 1_000 / millis,
                simulation.endings());
    }

    @Test
    void worlds_come_to_every_ending_there_is() {
        var simulation = new Simulation(new Protocol(), 1);
        simulation.run(SHORT_RUN);
        assertThat(simulation.endings())
                .containsKeys(
                        "COMPLETE",
                        "USER",
                        "USER and REFUNDED",
                        "EXPIRED",
                        "EXPIRED and REFUNDED",
                        "PAYMENT_FAILED",
                        "TICKET_UNAVAILABLE",
                        "PRICE_CHANGED");
        assertThat(simulation.endings().get("COMPLETE")).isGreaterThan(50);
    }

    @Test
    void the_same_seed_is_the_same_run() {
        var one = new Simulation(new Protocol(), 7);
        one.run(SHORT_RUN);
        var same = new Simulation(new Protocol(), 7);
        same.run(SHORT_RUN);
        var other = new Simulation(new Protocol(), 8);
        other.run(SHORT_RUN);
        assertThat(same.endings()).isEqualTo(one.endings());
        assertThat(same.steps()).isEqualTo(one.steps());
        assertThat(other.steps()).isNotEqualTo(one.steps());
    }
}
