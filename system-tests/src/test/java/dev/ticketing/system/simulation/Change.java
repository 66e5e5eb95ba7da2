package dev.ticketing.system.simulation;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import java.util.function.Function;

/** AggregateStore's change: load and decide, then compare and set, and all of it again when somebody was faster. */
final class Change<T extends Aggregate> {

    private final World world;
    private final Store<T> store;
    private final String id;
    private final Function<T, Transition<T>> rule;
    private T found;
    private Changed<T> decided;
    private T result;
    private boolean done;

    /**
     * A change.
     *
     * @param rule gets null where there is no such document; may return null for nothing to do then
     */
    Change(World world, Store<T> store, String id, Function<T, Transition<T>> rule) {
        this.world = world;
        this.store = store;
        this.id = id;
        this.rule = rule;
    }

    boolean isDone() {
        return done;
    }

    /** The state afterwards, or null when it was refused. */
    T result() {
        return result;
    }

    void step() {
        if (decided == null) {
            load();
        } else {
            save();
        }
    }

    private void load() {
        found = store.find(id);
        var decision = rule.apply(found);
        if (decision instanceof Changed<T> changed) {
            decided = changed;
            world.tell(() -> "reads " + id + (found == null ? ", not there" : " v" + found.version()) + ", decides on v"
                    + decided.state().version());
        } else {
            world.tell(() -> "reads " + id + (found == null ? ", not there" : " v" + found.version())
                    + (decision instanceof Refused<T> refused
                            ? ": " + refused.failure().message()
                            : ", changes nothing"));
            end(decision instanceof Unchanged<T> unchanged ? unchanged.state() : null);
        }
    }

    private void save() {
        boolean saved = found == null
                ? store.insert(decided.state(), decided.event().orElse(null))
                : store.replace(found, decided);
        if (saved) {
            world.tell(() -> "writes " + Words.of(decided.state()));
            end(decided.state());
        } else {
            world.tell(() -> "cannot write " + id + ", it has changed");
            decided = null;
        }
    }

    private void end(T state) {
        result = state;
        done = true;
    }
}
