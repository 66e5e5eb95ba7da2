package dev.ticketing.shared.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * One JSON object per line: timestamp (ISO-8601, UTC), level, logger, thread, message, what the message is about (such as
 * orderId) and, where there is one, trace_id and span_id, and exception, the whole stack trace with its causes. Logback's own encoder has no names but its own, and
 * splits each frame into an object.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {

    /** Of each cause; a recursion that never ended has a thousand. */
    private static final String MAX_FRAMES = "100";

    private static final byte[] NOTHING = {};

    private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTraces.setContext(getContext());
        stackTraces.setOptionList(List.of(MAX_FRAMES));
        stackTraces.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new JsonObject()
                .put("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> line.put(pair.key, String.valueOf(pair.value)));
        }
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            line.put("trace_id", span.getTraceId()).put("span_id", span.getSpanId());
        }
        if (event.getThrowableProxy() != null) {
            line.put("exception", stackTraces.convert(event).stripTrailing());
        }
        // By way of a string: half a character, cut off by whoever logs it, becomes a question mark and no failure.
        return (line.encode() + "\n").getBytes(UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
