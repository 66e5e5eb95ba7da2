package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that comes back by itself and ends in order. */
@WithBackends
class AmqpLinkIT {

    private static final String QUEUE = Topology.deadLettersOf("tickets");

    private final List<Channel> opened = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private FaultProxy proxy;
    private RawBroker broker;
    private AmqpLink link;

    @BeforeEach
    void open(Backends backends) throws Exception {
        broker = new RawBroker(backends.rabbitUri());
        broker.restore();
        proxy = FaultProxy.inFrontOf(backends.rabbitUri());
        link = new AmqpLink("test", new BrokerSettings(proxy.uri(), "classic"), new Recorder());
        link.open();
        Eventually.holds(() -> assertThat(link.isUp()).isTrue());
    }

    @AfterEach
    void close() throws Exception {
        link.close();
        proxy.close();
        broker.restore();
        broker.close();
    }

    @Test
    void what_was_handed_over_before_the_close_is_done_before_it() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            link.run(this::send);
        }
        link.close();
        assertThat(link.isUp()).isFalse();
        Eventually.holds(() -> assertThat(broker.waiting(QUEUE)).isEqualTo(5_000));
    }

    @Test
    void after_a_cut_there_is_a_new_channel_and_the_old_one_is_never_used_again() {
        proxy.cut();
        Eventually.holds(() -> assertThat(opened).hasSize(2));
        assertThat(lost).hasSize(1);
        assertThat(opened.get(0).isOpen()).isFalse();
        assertThat(opened.get(1).isOpen()).isTrue();
    }

    @Test
    void when_only_the_channel_closes_there_is_a_new_one() throws Exception {
        opened.get(0).abort();
        Eventually.holds(() -> assertThat(opened).hasSize(2));
        Eventually.holds(() -> assertThat(link.isUp()).isTrue());
    }

    @Test
    void while_the_broker_is_away_a_close_does_not_wait_for_it() {
        proxy.refuse();
        Eventually.holds(() -> assertThat(link.isUp()).isFalse());
        link.close();
        proxy.pass();
        assertThat(opened).hasSize(1);
    }

    private void send() {
        try {
            opened.get(0).basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, new byte[] {'x'});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Recorder implements AmqpLink.User {
        @Override
        public void opened(Channel channel) {
            opened.add(channel);
        }

        @Override
        public void lost(String reason) {
            lost.add(reason);
        }
    }
}
