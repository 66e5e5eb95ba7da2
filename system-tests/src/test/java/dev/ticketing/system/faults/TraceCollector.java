package dev.ticketing.system.faults;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ticketing.testkit.Eventually;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OpenTelemetry collector as far as these tests need one: takes traces by OTLP over HTTP and keeps them. */
final class TraceCollector implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<Seen> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A span: whose it is, and all that was said about it, for looking through. */
    record Seen(String trace, String id, String parent, String service, String name, String all) {}

    TraceCollector() {
        server = Eventually.await(vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> {
                            take(body);
                            request.response().end();
                        })
                        .onFailure(
                                failure -> request.response().setStatusCode(400).end()))
                .listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What has arrived so far of one trace. */
    List<Seen> spansOf(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** All that has arrived so far. */
    List<Seen> spans() {
        return List.copyOf(spans);
    }

    private void take(Buffer body) {
        try {
            ExportTraceServiceRequest.parseFrom(body.getBytes())
                    .getResourceSpansList()
                    .forEach(this::take);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("no OTLP", e);
        }
    }

    private void take(ResourceSpans ofResource) {
        var service = ofResource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .findFirst()
                .orElseThrow()
                .getStringValue();
        var hex = HexFormat.of();
        for (var scope : ofResource.getScopeSpansList()) {
            for (var span : scope.getSpansList()) {
                spans.add(new Seen(
                        hex.formatHex(span.getTraceId().toByteArray()),
                        hex.formatHex(span.getSpanId().toByteArray()),
                        hex.formatHex(span.getParentSpanId().toByteArray()),
                        service,
                        span.getName(),
                        span.toString()));
            }
        }
    }

    @Override
    public void close() {
        Eventually.await(vertx.close());
    }
}
