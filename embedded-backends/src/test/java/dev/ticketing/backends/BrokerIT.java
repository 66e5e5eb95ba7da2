package dev.ticketing.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

    private static final String EXCHANGE = "ticketing";
    private static final String QUEUE = "orders";
    private static final int CONFIRMED_BEFORE_KILL = 300;

    @TempDir
    Path directory;

    @Test
    void a_mandatory_message_that_no_queue_takes_comes_back_and_is_not_confirmed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory();
                Connection connection = connect(broker.uri())) {
            Channel channel = connection.createChannel();
            declare(channel);
            channel.confirmSelect();
            BlockingQueue<String> returned = new LinkedBlockingQueue<>();
            BlockingQueue<String> answers = new LinkedBlockingQueue<>();
            channel.addReturnListener(message -> returned.add(message.getRoutingKey()));
            channel.addConfirmListener(
                    (tag, multiple) -> answers.add("ack " + tag), (tag, multiple) -> answers.add("nack " + tag));

            channel.basicPublish(EXCHANGE, "nobody.listens", true, null, bytes("lost"));
            channel.basicPublish(EXCHANGE, "order.created", true, null, bytes("kept"));

            // RabbitMQ sends the return before an ack; this broker sends a nack and the return. A publisher
            // heeds both.
            assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("nack 1");
            assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("ack 2");
            assertThat(returned.poll(10, TimeUnit.SECONDS)).isEqualTo("nobody.listens");
            assertThat(returned).isEmpty();
            assertThat(channel.basicGet(QUEUE, true).getBody()).isEqualTo(bytes("kept"));
        }
    }

    @Test
    void both_ways_of_writing_the_virtual_host_lead_to_the_same_queues() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory();
                Connection withSlash = connect(broker.uri());
                Connection without = connect(broker.uri().replaceFirst("/$", ""))) {
            declare(withSlash.createChannel());

            assertThat(without.createChannel().queueDeclarePassive(QUEUE).getQueue())
                    .isEqualTo(QUEUE);
        }
    }

    @Test
    void nobody_gets_in_without_the_password_or_from_another_machine() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory()) {
            int port = URI.create(broker.uri()).getPort();

            assertThatThrownBy(() -> connect("amqp://ticketing:wrong@127.0.0.1:" + port + "/"))
                    .isInstanceOf(PossibleAuthenticationFailureException.class);
            assertThatThrownBy(() -> connect("amqp://guest:guest@127.0.0.1:" + port + "/"))
                    .isInstanceOf(PossibleAuthenticationFailureException.class);
            for (InetAddress outside : NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList()) {
                assertThatThrownBy(() -> new Socket(outside, port).close()).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void what_was_confirmed_survives_kill_9_and_a_clean_restart() throws Exception {
        Set<String> confirmed = new ConcurrentSkipListSet<>();
        for (int round = 0; round < 2; round++) {
            try (ChildJvm child = new ChildJvm(Broker.class, directory.toString())) {
                publishUntilKilled(child, "round" + round + "-", confirmed);
            }
        }
        EmbeddedBroker.on(directory).close();
        try (EmbeddedBroker broker = EmbeddedBroker.on(directory);
                Connection connection = connect(broker.uri())) {
            assertThat(drain(connection.createChannel())).containsAll(confirmed);
        }
        System.out.println("Confirmed and found after two kills: " + confirmed.size() + " messages");
    }

    private static void publishUntilKilled(ChildJvm child, String prefix, Set<String> confirmed) throws Exception {
        Connection connection = connect(child.line());
        Channel channel = connection.createChannel();
        declare(channel);
        channel.confirmSelect();
        ConcurrentNavigableMap<Long, String> unconfirmed = new ConcurrentSkipListMap<>();
        CountDownLatch enough = new CountDownLatch(CONFIRMED_BEFORE_KILL);
        channel.addConfirmListener(
                (tag, multiple) -> {
                    var done = multiple ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
                    confirmed.addAll(done.values());
                    done.keySet().forEach(each -> enough.countDown());
                    done.clear();
                },
                (tag, multiple) -> {});
        Thread publisher = new Thread(() -> publishUntilRefused(channel, prefix, unconfirmed));
        publisher.start();
        assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
        child.kill();
        publisher.join(10_000);
        connection.abort();
    }

    private static void publishUntilRefused(Channel channel, String prefix, ConcurrentNavigableMap<Long, String> open) {
        try {
            for (int i = 0; i < 1_000_000; i++) {
                String body = prefix + i;
                open.put(channel.getNextPublishSeqNo(), body);
                channel.basicPublish(EXCHANGE, "order.created", true, MessageProperties.PERSISTENT_BASIC, bytes(body));
            }
        } catch (IOException | RuntimeException killed) {
            // As intended: the broker is gone.
        }
    }

    private static Set<String> drain(Channel channel) throws IOException {
        Set<String> bodies = new TreeSet<>();
        for (GetResponse next = channel.basicGet(QUEUE, true); next != null; next = channel.basicGet(QUEUE, true)) {
            bodies.add(new String(next.getBody(), StandardCharsets.UTF_8));
        }
        return bodies;
    }

    private static void declare(Channel channel) throws IOException {
        AMQP.Exchange.DeclareOk exchange = channel.exchangeDeclare(EXCHANGE, "topic", true);
        assertThat(exchange).isNotNull();
        channel.queueDeclare(QUEUE, true, false, false, null);
        channel.queueBind(QUEUE, EXCHANGE, "order.*");
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In the child. */
    static final class Broker {
        public static void main(String[] arguments) throws IOException {
            ChildJvm.printAndWait(EmbeddedBroker.on(Path.of(arguments[0])).uri());
        }
    }
}
