package dev.ticketing.shared.messaging;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.Snapshot;
import dev.ticketing.shared.tracing.Traces;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event in the JSON format of CloudEvents 1.0 (structured mode).
 *
 * @param id unique; also the AMQP message id
 * @param type also the routing key
 * @param source the context it is from, as a URI reference
 * @param subject the aggregate's id
 * @param aggregateVersion the aggregate's version after the change
 * @param traceparent what caused it, as in CloudEvents' Distributed Tracing extension
 */
public record CloudEvent(
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        long aggregateVersion,
        JsonObject data,
        Optional<String> traceparent) {

    public static final String CONTENT_TYPE = "application/cloudevents+json";

    /** The event that says what an aggregate is now. */
    public static CloudEvent of(EventType type, String source, Aggregate aggregate, Instant time) {
        return of(type, source, aggregate.id(), aggregate.version(), aggregate.snapshot(), time);
    }

    /** An event about something that is no aggregate of its own. */
    public static CloudEvent of(
            EventType type, String source, String subject, long version, Snapshot snapshot, Instant time) {
        var id = UUID.randomUUID().toString();
        return new CloudEvent(
                id,
                type.wireName(),
                source,
                subject,
                time,
                version,
                SnapshotJson.write(snapshot),
                Traces.traceparent());
    }

    public JsonObject toJson() {
        var json = new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("type", type)
                .put("source", source)
                .put("subject", subject)
                .put("time", time.toString())
                .put("datacontenttype", "application/json")
                .put("aggregateversion", aggregateVersion)
                .put("data", data);
        traceparent.ifPresent(parent -> json.put(Traces.TRACEPARENT, parent));
        return json;
    }

    /**
     * Reads an event.
     *
     * @throws MalformedEventException when a required attribute is missing or has a wrong type
     */
    public static CloudEvent fromJson(JsonObject json) {
        return MalformedEventException.unlessReadable(() -> new CloudEvent(
                Required.text(json, "id"),
                Required.text(json, "type"),
                Required.text(json, "source"),
                Required.text(json, "subject"),
                Instant.parse(Required.text(json, "time")),
                Required.number(json, "aggregateversion"),
                Required.object(json, "data"),
                Optional.ofNullable(json.getString(Traces.TRACEPARENT))));
    }

    /** The data of a known type of event, read. */
    public <S extends Snapshot> S dataAs(Class<S> kind) {
        return kind.cast(MalformedEventException.unlessReadable(() -> SnapshotJson.read(this, kind)));
    }
}
