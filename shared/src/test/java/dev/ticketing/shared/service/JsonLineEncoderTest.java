package dev.ticketing.shared.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLineEncoderTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final LoggerContext context = new LoggerContext();
    private final JsonLineEncoder encoder = new JsonLineEncoder();

    @BeforeEach
    void start() {
        encoder.setContext(context);
        encoder.start();
    }

    @Test
    void an_event_becomes_one_object_with_these_fields_and_no_others() {
        var event = event("{} listens on port {}", null, "orders", 8080);
        event.setTimeStamp(Instant.parse("2026-11-20T09:30:00.250Z").toEpochMilli());
        event.setThreadName("main");
        assertThat(encoded(event))
                .isEqualTo(new JsonObject()
                        .put("timestamp", "2026-11-20T09:30:00.250Z")
                        .put("level", "WARN")
                        .put("logger", "dev.ticketing.Some")
                        .put("thread", "main")
                        .put("message", "orders listens on port 8080"));
    }

    @Test
    void a_line_says_what_it_is_about_and_which_trace_it_is_part_of() {
        var event = event("order created", null);
        event.addKeyValuePair(new KeyValuePair("orderId", "1a2b"));
        var span = SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
        var line = Context.root()
                .with(Span.wrap(span))
                .wrapSupplier(() -> encoded(event))
                .get();
        assertThat(line.getString("orderId")).isEqualTo("1a2b");
        assertThat(line.getString("trace_id")).isEqualTo(TRACE);
        assertThat(line.getString("span_id")).isEqualTo(SPAN);
        assertThat(encoded(event).getString("trace_id")).isNull();
    }

    @Test
    void an_exception_is_in_the_line_with_its_stack_trace_and_its_causes() {
        var failure = new IllegalStateException("not saved", new IllegalArgumentException("because\nof this"));
        assertThat(encoded(event("failed", failure)).getString("exception"))
                .startsWith("java.lang.IllegalStateException: not saved")
                .contains("at dev.ticketing.shared.service.JsonLineEncoderTest.an_exception_is_in_the_line")
                .contains("Caused by: java.lang.IllegalArgumentException: because\nof this");
    }

    @Test
    void a_recursion_that_never_ended_fills_no_more_than_a_hundred_frames() {
        var failure = new StackOverflowError();
        failure.setStackTrace(java.util.Collections.nCopies(1_000, new StackTraceElement("A", "again", "A.java", 1))
                .toArray(StackTraceElement[]::new));
        assertThat(encoded(event("failed", failure)).getString("exception").lines())
                .hasSize(101);
    }

    @Test
    void whatever_a_message_holds_comes_back_as_it_was() {
        var message = "two\r\nlines, a \"quote\", a \\, a \u0000, a \u2028, Ελλάδα, \uD83C\uDFAB";
        assertThat(encoded(event(message, null)).getString("message")).isEqualTo(message);
    }

    @Test
    void half_a_character_is_no_failure() {
        assertThat(encoded(event("cut off: \uD83C", null)).getString("message")).isEqualTo("cut off: ?");
    }

    private LoggingEvent event(String message, Throwable failure, Object... arguments) {
        var logger = context.getLogger("dev.ticketing.Some");
        return new LoggingEvent(getClass().getName(), logger, Level.WARN, message, failure, arguments);
    }

    private JsonObject encoded(LoggingEvent event) {
        var line = new String(encoder.encode(event), UTF_8);
        assertThat(line).endsWith("\n").satisfies(text -> assertThat(text.lines())
                .hasSize(1));
        return new JsonObject(line);
    }
}
