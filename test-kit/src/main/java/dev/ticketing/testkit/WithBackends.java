package dev.ticketing.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class {@link Backends}: MongoDB with databases of its own, a broker with empty queues, an empty Redis.
 *
 * <p>Where they are is said by the system property {@code backends}: {@code embedded} (the default; in this JVM, in
 * memory), {@code local} (MONGO_URI, RABBITMQ_URI and REDIS_URI from the environment; servers for tests alone, since
 * their queues and timers are emptied) or {@code containers} (Testcontainers). Nothing is guessed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BackendsExtension.class)
public @interface WithBackends {}
