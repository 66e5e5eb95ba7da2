package dev.ticketing.shared.settings;

import java.util.Optional;

/**
 * A setting that was asked for.
 *
 * @param required whether nothing starts without it
 * @param defaultValue what holds when it is missing, as it would be written in the environment; empty when that is
 *     nothing in particular
 */
public record Setting(String name, boolean required, Optional<String> defaultValue) {}
