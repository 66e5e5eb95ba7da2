package dev.ticketing.shared.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Spans of what leaves and enters this process besides HTTP and Redis, which Vert.x sees to. A span is only begun as
 * part of a trace that is there already; a trace begins with a request. What happens later because of it, by way of an
 * outbox, belongs to it through its {@code traceparent} (W3C Trace Context).
 */
public final class Traces {

    /** The name of the header, and of the CloudEvents attribute, that names a trace and a span of it. */
    public static final String TRACEPARENT = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static volatile Tracer tracer = tracerOf(OpenTelemetry.noop());

    private Traces() {}

    /** Has the spans of this process recorded; before, there are none. */
    public static void recordWith(OpenTelemetry openTelemetry) {
        tracer = tracerOf(openTelemetry);
    }

    /** What happens now, for what will happen because of it; empty outside of any trace. */
    public static Optional<String> traceparent() {
        return Optional.ofNullable(carrierOf(Context.current()).get(TRACEPARENT));
    }

    /** A call to something outside. */
    public static <T> Future<T> call(String name, Attributes attributes, Supplier<Future<T>> call) {
        if (!Span.current().getSpanContext().isValid()) {
            return call.get();
        }
        var span = begin(name, SpanKind.CLIENT, Context.current(), attributes);
        return ending(span, call);
    }

    /**
     * Sends a message on behalf of something earlier.
     *
     * @param sending gets the headers to send along
     */
    public static <T> Future<T> send(
            String name,
            Optional<String> traceparent,
            Attributes attributes,
            Function<Map<String, Object>, Future<T>> sending) {
        if (traceparent.isEmpty()) {
            return sending.apply(Map.of());
        }
        var parent = contextOf(traceparent.get());
        var span = begin(name, SpanKind.PRODUCER, parent, attributes);
        return ending(span, () -> sending.apply(Map.copyOf(carrierOf(parent.with(span)))));
    }

    /** Handles a message in a Vert.x context of its own, so that what it causes belongs to its trace. */
    public static <T> Future<T> receive(
            Vertx vertx,
            String name,
            Optional<String> traceparent,
            Attributes attributes,
            Supplier<Future<T>> handling) {
        if (traceparent.isEmpty()) {
            return handling.get();
        }
        var parent = contextOf(traceparent.get());
        var span = begin(name, SpanKind.CONSUMER, parent, attributes);
        var own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
        // Never taken off again: the context goes when the message is handled.
        var unused = VertxContextStorage.INSTANCE.attach(own, parent.with(span));
        Promise<T> handled = Promise.promise();
        own.runOnContext(entered ->
                Future.<Void>succeededFuture().compose(start -> handling.get()).onComplete(handled));
        return ending(span, handled::future);
    }

    private static Tracer tracerOf(OpenTelemetry openTelemetry) {
        return openTelemetry.getTracer("dev.ticketing");
    }

    private static Span begin(String name, SpanKind kind, Context parent, Attributes attributes) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent)
                .setAllAttributes(attributes)
                .startSpan();
    }

    private static <T> Future<T> ending(Span span, Supplier<Future<T>> work) {
        return work.get().onComplete(done -> {
            if (done.failed()) {
                span.setStatus(StatusCode.ERROR)
                        .setAttribute(
                                AttributeKey.stringKey("error.type"),
                                done.cause().getClass().getName());
            }
            span.end();
        });
    }

    private static Map<String, String> carrierOf(Context context) {
        var carrier = new HashMap<String, String>();
        W3C.inject(context, carrier, Map::put);
        return carrier;
    }

    private static Context contextOf(String traceparent) {
        return W3C.extract(Context.root(), traceparent, OnlyTraceparent.INSTANCE);
    }

    private enum OnlyTraceparent implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public String get(String traceparent, String key) {
            return TRACEPARENT.equals(key) ? traceparent : null;
        }
    }
}
