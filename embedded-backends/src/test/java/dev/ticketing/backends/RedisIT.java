package dev.ticketing.backends;

import static dev.ticketing.backends.MongoTestClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisIT {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void data_on_a_directory_survive_a_restart() {
        try (EmbeddedRedis redis = EmbeddedRedis.on(directory)) {
            set(redis.uri(), "key", "value");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.on(directory)) {
            assertThat(get(redis.uri(), "key")).isEqualTo("value");
        }
    }

    @Test
    void data_in_memory_end_with_the_server() {
        try (EmbeddedRedis redis = EmbeddedRedis.inMemory()) {
            set(redis.uri(), "key", "value");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.inMemory()) {
            assertThat(get(redis.uri(), "key")).isNull();
        }
    }

    @Test
    void the_server_that_a_killed_process_left_behind_is_ended_and_its_data_kept() {
        String orphan;
        try (ChildJvm child = new ChildJvm(OnDirectory.class, directory.toString())) {
            orphan = child.line();
            set(orphan, "key", "value");
        }
        assertThat(listens(orphan)).isTrue();

        try (EmbeddedRedis redis = EmbeddedRedis.on(directory)) {
            assertThat(listens(orphan)).isFalse();
            assertThat(get(redis.uri(), "key")).isEqualTo("value");
        }
    }

    @Test
    void the_server_in_memory_that_a_killed_process_left_behind_is_ended_by_the_next_one() {
        String orphan;
        try (ChildJvm child = new ChildJvm(InMemory.class)) {
            orphan = child.line();
        }
        assertThat(listens(orphan)).isTrue();

        EmbeddedRedis.inMemory().close();

        assertThat(listens(orphan)).isFalse();
    }

    @Test
    void a_server_on_another_directory_is_left_alone_even_if_a_note_points_to_it() {
        try (EmbeddedRedis other = EmbeddedRedis.on(directory.resolve("other"))) {
            URI uri = URI.create(other.uri());
            String password = uri.getUserInfo().substring(1);
            Path mine = OwnerOnly.createDirectory(directory.resolve("mine"));
            new RedisProcess(mine, uri.getPort(), password).note();

            EmbeddedRedis.on(mine).close();

            assertThat(listens(other.uri())).isTrue();
        }
    }

    @Test
    void nobody_gets_in_without_the_password() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.inMemory()) {
            int port = URI.create(redis.uri()).getPort();

            assertThatThrownBy(() -> new RedisCommands(port, "wrong").close()).hasMessageContaining("WRONGPASS");
            assertThatThrownBy(() -> get("redis://127.0.0.1:" + port, "key")).hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void closing_ends_the_process() {
        EmbeddedRedis redis = EmbeddedRedis.on(directory);
        redis.close();

        assertThat(listens(redis.uri())).isFalse();
    }

    private void set(String uri, String key, String value) {
        Redis client = Redis.createClient(vertx, uri);
        await(RedisAPI.api(client).set(List.of(key, value)));
        await(client.close());
    }

    private String get(String uri, String key) {
        Redis client = Redis.createClient(vertx, uri);
        try {
            var response = await(RedisAPI.api(client).get(key));
            return response == null ? null : response.toString();
        } finally {
            await(client.close());
        }
    }

    private static boolean listens(String uri) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(uri).getPort())) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the child. */
    static final class OnDirectory {
        public static void main(String[] arguments) throws IOException {
            ChildJvm.printAndWait(EmbeddedRedis.on(Path.of(arguments[0])).uri());
        }
    }

    /** In the child. */
    static final class InMemory {
        public static void main(String[] arguments) throws IOException {
            ChildJvm.printAndWait(EmbeddedRedis.inMemory().uri());
        }
    }
}
