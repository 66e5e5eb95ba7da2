package dev.ticketing.shared.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Something to tell the streams.
 *
 * @param name the event's, as a browser listens for it
 * @param about the aggregate whose state it is
 * @param version of the aggregate
 * @param onlyFor the user who may see it; empty for everybody
 */
public record LiveEvent(String name, String about, long version, JsonObject data, Optional<String> onlyFor) {}
