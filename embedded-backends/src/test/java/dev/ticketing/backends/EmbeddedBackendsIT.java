package dev.ticketing.backends;

import static dev.ticketing.backends.MongoTestClient.doc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.backends.EmbeddedBackends.Backend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBackendsIT {

    @TempDir
    Path directory;

    @Test
    void all_three_answer_in_memory_and_two_sets_do_not_meet() throws Exception {
        try (EmbeddedBackends one = EmbeddedBackends.inMemory();
                EmbeddedBackends other = EmbeddedBackends.inMemory()) {
            for (EmbeddedBackends backends : List.of(one, other)) {
                use(backends);
            }
            assertThat(one.mongoUri()).isNotEqualTo(other.mongoUri());
        }
    }

    @Test
    void data_on_a_directory_are_there_after_a_restart() throws Exception {
        try (EmbeddedBackends backends = EmbeddedBackends.on(directory)) {
            use(backends);
        }
        try (EmbeddedBackends backends = EmbeddedBackends.on(directory);
                MongoTestClient mongo = new MongoTestClient(backends.mongoUri());
                Connection rabbit = connect(backends.rabbitUri())) {
            assertThat(mongo.find("c", doc("_id", "a"))).hasSize(1);
            assertThat(rabbit.createChannel().queueDeclarePassive("q").getQueue())
                    .isEqualTo("q");
        }
    }

    @Test
    void a_second_start_on_the_same_directory_is_refused_in_one_clear_line() {
        try (EmbeddedBackends first = EmbeddedBackends.on(directory, Set.of(Backend.MONGO))) {
            assertThat(first.mongoUri()).startsWith("mongodb://127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBackends.on(directory))
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessage("The data directory " + directory.toAbsolutePath() + " is in use by another process");
        }
        EmbeddedBackends.on(directory, Set.of(Backend.MONGO)).close();
    }

    @Test
    void a_second_process_is_refused_until_the_first_is_killed() {
        try (ChildJvm first = new ChildJvm(OnDirectory.class, directory.toString())) {
            assertThat(first.line()).startsWith("mongodb://");
            assertThatThrownBy(() -> EmbeddedBackends.on(directory)).isInstanceOf(DataDirectoryInUse.class);
        }
        EmbeddedBackends.on(directory, Set.of(Backend.MONGO)).close();
    }

    @Test
    void what_was_not_wanted_has_no_address() {
        try (EmbeddedBackends backends = EmbeddedBackends.inMemory(Set.of(Backend.REDIS))) {
            assertThat(backends.redisUri()).startsWith("redis://:");
            assertThatThrownBy(backends::mongoUri).hasMessageContaining("MONGO");
        }
    }

    @Test
    void a_backend_that_cannot_start_stops_the_others_and_frees_the_directory() throws IOException {
        Files.writeString(directory.resolve("mongo"), "a file where a directory should be");

        assertThatThrownBy(() -> EmbeddedBackends.on(directory)).hasMessageContaining("mongo");

        Files.delete(directory.resolve("mongo"));
        EmbeddedBackends.on(directory, Set.of(Backend.MONGO)).close();
    }

    @Test
    void only_the_owner_may_enter_the_directories_and_read_what_is_in_them() throws Exception {
        Path data = directory.resolve("data");
        try (EmbeddedBackends backends = EmbeddedBackends.on(data)) {
            use(backends);
            try (Stream<Path> all = Files.walk(data)) {
                for (Path path : all.toList()) {
                    String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                    boolean reachable = Files.isDirectory(path) || !path.startsWith(data.resolve("broker"));
                    assertThat(!reachable || rights.endsWith("------"))
                            .describedAs("%s %s", rights, path)
                            .isTrue();
                }
            }
        }
    }

    private static void use(EmbeddedBackends backends) throws Exception {
        try (MongoTestClient mongo = new MongoTestClient(backends.mongoUri());
                Connection rabbit = connect(backends.rabbitUri());
                RedisCommands redis = redis(backends.redisUri())) {
            mongo.insert("c", doc("_id", "a"));
            rabbit.createChannel().queueDeclare("q", true, false, false, null);
            assertThat(redis.run("SET", "k", "v")).isEqualTo("OK");
        }
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }

    private static RedisCommands redis(String uri) throws IOException {
        URI parsed = URI.create(uri);
        return new RedisCommands(parsed.getPort(), parsed.getUserInfo().substring(1));
    }

    /** In the child. */
    static final class OnDirectory {
        public static void main(String[] arguments) throws IOException {
            EmbeddedBackends backends = EmbeddedBackends.on(Path.of(arguments[0]), Set.of(Backend.MONGO));
            ChildJvm.printAndWait(backends.mongoUri());
        }
    }
}
