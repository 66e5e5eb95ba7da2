package dev.ticketing.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With any one rule broken the simulation finds the damage by itself. docs/simulation.md has the figures. */
class BrokenRulesTest {

    private static final long SEED = 1;
    private static final long MOST_STEPS = 4_000_000;

    @ParameterizedTest
    @EnumSource
    void a_broken_rule_is_found(BrokenRule rule) {
        var failure = new Simulation(rule.protocol(), SEED).run(MOST_STEPS);
        assertThat(failure).as("what the simulation found").isNotNull();
        var report = new Report(rule.protocol(), failure);
        System.out.printf(
                "| %s | %s | %,d | %d |%n",
                rule,
                failure.violation().getMessage(),
                failure.steps(),
                report.shortest().size());
        assertThat(report.words(SEED))
                .startsWith(failure.violation().getMessage())
                .contains("-Dsimulation.seed=1 ", "\n   1  ", "so that ");
        assertThat(Simulation.replay(rule.protocol(), report.shortest(), null))
                .as("the shortest trace, again")
                .isNotNull();
        assertThat(Simulation.replay(new Protocol(), report.shortest(), null))
                .as("the same steps with the rule in force")
                .isNull();
    }
}
