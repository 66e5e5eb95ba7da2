package dev.ticketing.testkit;

import dev.ticketing.backends.EmbeddedBackends;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers of one test run; started once per JVM. */
sealed interface BackendServers extends AutoCloseable {

    String mongoUri();

    String rabbitUri();

    String redisUri();

    @Override
    void close();

    /** Those that the system property {@code backends} names. */
    static BackendServers start() {
        var kind = System.getProperty("backends", "embedded");
        return switch (kind) {
            case "embedded" -> new Embedded(EmbeddedBackends.inMemory());
            case "local" ->
                new Local(fromEnvironment("MONGO_URI"), fromEnvironment("RABBITMQ_URI"), fromEnvironment("REDIS_URI"));
            case "containers" -> Containers.start();
            default ->
                throw new IllegalArgumentException("-Dbackends must be embedded, local or containers, not " + kind);
        };
    }

    private static String fromEnvironment(String name) {
        var value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("-Dbackends=local needs " + name + " in the environment");
        }
        return value;
    }

    /** In this JVM. */
    record Embedded(EmbeddedBackends servers) implements BackendServers {
        @Override
        public String mongoUri() {
            return servers.mongoUri();
        }

        @Override
        public String rabbitUri() {
            return servers.rabbitUri();
        }

        @Override
        public String redisUri() {
            return servers.redisUri();
        }

        @Override
        public void close() {
            servers.close();
        }
    }

    /** Somebody else's. */
    record Local(String mongoUri, String rabbitUri, String redisUri) implements BackendServers {
        @Override
        public void close() {
            // They go on.
        }
    }

    /** In Docker. */
    record Containers(GenericContainer<?> mongo, GenericContainer<?> rabbit, GenericContainer<?> redis)
            implements BackendServers {

        private static final int MONGO_PORT = 27017;
        private static final int RABBIT_PORT = 5672;
        private static final int REDIS_PORT = 6379;

        static Containers start() {
            var containers = new Containers(
                    new MongoDBContainer("mongo:7.0.14").withReplicaSet(),
                    container("rabbitmq:4.0.4", RABBIT_PORT)
                            .waitingFor(Wait.forLogMessage(".*Server startup complete.*", 1)),
                    container("redis:7.4.1", REDIS_PORT));
            containers.all().parallel().forEach(GenericContainer::start);
            return containers;
        }

        @SuppressWarnings("resource") // closed by close()
        private static GenericContainer<?> container(String image, int port) {
            return new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(port);
        }

        private Stream<GenericContainer<?>> all() {
            return List.of(mongo, rabbit, redis).stream();
        }

        @Override
        public String mongoUri() {
            // The set's only member knows itself by a name that means nothing out here.
            return "mongodb://" + address(mongo, MONGO_PORT) + "/?directConnection=true";
        }

        @Override
        public String rabbitUri() {
            return "amqp://guest:guest@" + address(rabbit, RABBIT_PORT);
        }

        @Override
        public String redisUri() {
            return "redis://" + address(redis, REDIS_PORT);
        }

        @Override
        public void close() {
            all().forEach(GenericContainer::stop);
        }

        private static String address(GenericContainer<?> container, int port) {
            return container.getHost() + ":" + container.getMappedPort(port);
        }
    }
}
