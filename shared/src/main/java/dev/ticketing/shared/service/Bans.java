package dev.ticketing.shared.service;

import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.session.BanList;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.UserStandings;
import dev.ticketing.shared.store.UserStandings.Standing;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who may not act, being banned or deleted, kept by a context for itself: stored by whichever instance takes the event from the context's queue,
 * heard at once by every instance on a queue of its own, and read from the store at the start.
 *
 * <p>What an instance could not hear, having been cut off, another has stored: so it looks at what was written lately,
 * every ten seconds, and four times a second for a while after it was connected.
 *
 * <p>A ban is stored first and acted on then. What raced with it, such as an order whose request had passed the door,
 * is found by a sweep, which acts again on the bans of the last ten minutes.
 */
public final class Bans {

    static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
    static final Duration SWEEP_INTERVAL = Duration.ofSeconds(2);

    private static final Duration CALM_INTERVAL = Duration.ofSeconds(10);
    private static final Duration FAILED_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HURRY = Duration.ofSeconds(5);

    /** Far more than the clocks of two servers are apart and a write takes. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    /** Far more than a request takes, and an instance to hear of a ban. */
    private static final Duration SWEPT = Duration.ofMinutes(10);

    private static final List<Status> BANNED = Arrays.stream(Status.values())
            .filter(status -> status != Status.ACTIVE)
            .toList();

    private final UserStandings store;
    private final Function<Standing, Future<?>> effect;
    private final Clock clock;
    private final BanList list = new BanList();
    private volatile boolean loaded;
    private volatile Instant knownUntil = Instant.EPOCH;
    private volatile Instant nextLook = Instant.EPOCH;
    private volatile Instant hurryUntil = Instant.EPOCH;

    /**
     * Prepares to keep them.
     *
     * @param users the context's replicas of users; in auth the users themselves
     * @param effect what to do about somebody who may not act; done again and again, so it must change nothing then
     */
    public Bans(Documents users, Function<Standing, Future<?>> effect, Clock clock) {
        this.store = new UserStandings(users, clock);
        this.effect = effect;
        this.clock = clock;
    }

    /** What requests ask. */
    public BanList list() {
        return list;
    }

    /** Hears of a user by the context's queue: stores how the user stands, then acts on it. */
    public Future<?> apply(CloudEvent event) {
        var user = event.dataAs(UserSnapshot.class);
        return store.keepNewest(user).compose(kept -> look(user.id())).compose(this::act);
    }

    private Future<?> act(Optional<Standing> user) {
        return user.filter(standing -> standing.status() != Status.ACTIVE).isPresent()
                ? effect.apply(user.get())
                : Future.succeededFuture();
    }

    /** Hears of a user by the instance's own queue. What comes there late may be older than what is stored. */
    Future<?> hear(CloudEvent event) {
        var user = event.dataAs(UserSnapshot.class);
        list.hear(user.id(), user.version(), user.status());
        return list.has(user.id()) ? look(user.id()) : Future.succeededFuture();
    }

    /** From here on the instance's own queue brings everything; what came before has been or will be stored. */
    void connected() {
        hurryUntil = clock.instant().plus(HURRY);
        nextLook = Instant.EPOCH;
    }

    boolean isLoaded() {
        return loaded;
    }

    /** Reads everybody who may not act. */
    Future<Void> load() {
        var now = clock.instant();
        return store.ensureIndexes()
                .compose(indexed -> read(BANNED, Instant.EPOCH))
                .onSuccess(read -> {
                    knownUntil = now;
                    loaded = true;
                });
    }

    /** Reads what was written lately, if it is time to. */
    Future<?> refresh() {
        var now = clock.instant();
        if (now.isBefore(nextLook)) {
            return Future.succeededFuture();
        }
        nextLook = now.isBefore(hurryUntil) ? now : now.plus(CALM_INTERVAL);
        return read(List.of(Status.values()), knownUntil.minus(OVERLAP))
                .onSuccess(read -> knownUntil = now)
                .onFailure(failure -> nextLook = now.plus(FAILED_INTERVAL));
    }

    /** Acts again on the bans of late. */
    Future<?> sweep() {
        var recent = new ArrayList<Standing>();
        return each(BANNED, clock.instant().minus(SWEPT), recent::add)
                .compose(found -> Future.join(recent.stream().map(effect).toList()));
    }

    private Future<Void> read(List<Status> statuses, Instant after) {
        return each(statuses, after, this::hear);
    }

    private Future<Void> each(List<Status> statuses, Instant after, Consumer<Standing> visitor) {
        return Future.all(statuses.stream()
                        .map(status -> store.each(status, after, visitor))
                        .toList())
                .mapEmpty();
    }

    private Future<Optional<Standing>> look(String userId) {
        return store.find(userId).onSuccess(found -> found.ifPresent(this::hear));
    }

    private void hear(Standing standing) {
        list.hear(standing.userId(), standing.version(), standing.status());
    }
}
