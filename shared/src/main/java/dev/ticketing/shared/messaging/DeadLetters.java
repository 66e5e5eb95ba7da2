package dev.ticketing.shared.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator can do with a service's dead letters. Each command takes messages from the queue on a channel of its
 * own and closes it afterwards; what was taken and not acknowledged by then is back in its place, after a crash too.
 *
 * <p>One command at a time; another meanwhile is refused as {@link Failure.Unavailable}, as all are while the broker is
 * away. What another process is looking at in the same moment is not seen.
 */
public final class DeadLetters {

    /** How many of the oldest a command looks through for one. */
    static final int MAX_SEARCHED = 1_000;

    /** How many a command replays. */
    static final int MAX_REPLAYED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Vertx vertx;
    private final String service;
    private final AmqpLink link;
    private final ConfirmingPublisher publisher;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Counter replayed;

    /** Something done with the queue. May block. */
    private interface Command<T> {
        T run(Channel channel) throws IOException;
    }

    DeadLetters(Vertx vertx, String service, AmqpLink link, ConfirmingPublisher publisher) {
        this.vertx = vertx;
        this.service = service;
        this.link = link;
        this.publisher = publisher;
        this.replayed = Metrics.counter("events.replayed", "service", service);
    }

    /** How many there are. */
    public Future<Integer> count() {
        return onChannel(this::count);
    }

    /** The oldest, at most {@code limit}. */
    public Future<List<DeadLetter>> list(int limit) {
        return alone(channel -> {
            var letters = new ArrayList<DeadLetter>();
            while (letters.size() < limit) {
                var next = take(channel);
                if (next.isEmpty()) {
                    break;
                }
                letters.add(DeadLetter.of(next.get()));
            }
            return letters;
        });
    }

    /** One; fails with {@link Failure.NotFound} when it is not among the oldest {@value #MAX_SEARCHED}. */
    public Future<DeadLetter> show(String id) {
        return alone(channel -> DeadLetter.of(find(channel, id)));
    }

    /** Throws one away. */
    public Future<Void> discard(String id) {
        return alone(channel -> {
            var found = find(channel, id);
            LOG.warn("{}: dead letter {} is thrown away: {}", service, id, DeadLetter.of(found));
            ack(channel, found);
            return null;
        });
    }

    /** Puts one back into the service's own queue. */
    public Future<Void> replay(String id) {
        return alone(channel -> {
            replay(channel, find(channel, id));
            return null;
        });
    }

    /**
     * Puts those that are there now back into the service's own queue, the oldest first, at most {@value
     * #MAX_REPLAYED}. What fails again meanwhile comes behind them and stays.
     *
     * @return how many
     */
    public Future<Integer> replayAll() {
        return alone(channel -> {
            int most = Math.min(count(channel), MAX_REPLAYED);
            for (int done = 0; done < most; done++) {
                var next = take(channel);
                if (next.isEmpty()) {
                    return done;
                }
                replay(channel, next.get());
            }
            return most;
        });
    }

    /** Acknowledged only once the broker has it in the queue: a crash in between leaves two, and one is harmless. */
    private void replay(Channel channel, GetResponse message) throws IOException {
        var properties = message.getProps();
        var letter = DeadLetter.of(message);
        var published = publisher.publish(
                "",
                Topology.queueOf(service),
                properties.getMessageId(),
                message.getBody(),
                DeadLetter.replayHeaders(letter.attempts(), letter.routingKey()));
        try {
            // Bounded, since every publish succeeds or fails within the time for a confirm.
            published.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IOException("cannot replay: " + e.getCause().getMessage(), e);
        }
        ack(channel, message);
        replayed.increment();
    }

    private GetResponse find(Channel channel, String id) throws IOException {
        for (int seen = 0; seen < MAX_SEARCHED; seen++) {
            var next = take(channel);
            if (next.isEmpty()) {
                break;
            } else if (DeadLetter.idOf(next.get().getBody()).equals(id)) {
                return next.get();
            }
        }
        throw Failure.notFound("dead letter").asException();
    }

    private int count(Channel channel) throws IOException {
        return (int) channel.messageCount(Topology.deadLettersOf(service));
    }

    private Optional<GetResponse> take(Channel channel) throws IOException {
        return Optional.ofNullable(channel.basicGet(Topology.deadLettersOf(service), false));
    }

    private static void ack(Channel channel, GetResponse message) throws IOException {
        channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
    }

    private <T> Future<T> alone(Command<T> command) {
        if (!busy.compareAndSet(false, true)) {
            return unavailable("another command is at work on these dead letters");
        }
        return onChannel(command).onComplete(done -> busy.set(false));
    }

    private <T> Future<T> onChannel(Command<T> command) {
        return vertx.executeBlocking(() -> run(command), false)
                .recover(failure -> failure instanceof FailureException
                        ? Future.failedFuture(failure)
                        : unavailable("the broker does not play along: " + failure.getMessage()));
    }

    private <T> T run(Command<T> command) throws IOException, TimeoutException {
        var channel = link.anotherChannel();
        try {
            var result = command.run(channel);
            // Waits until the broker is through with what was acknowledged.
            channel.close();
            return result;
        } finally {
            channel.abort();
        }
    }

    private static <T> Future<T> unavailable(String message) {
        return Future.failedFuture(new Failure.Unavailable(message, RETRY_AFTER_SECONDS).asException());
    }
}
