package dev.ticketing.shared.service;

import dev.ticketing.shared.http.HttpSettings;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.tracing.TracingSettings;

/** What every process needs to know, whatever contexts it runs. */
public record ProcessSettings(HttpSettings http, LogSettings log, TracingSettings tracing) {

    public static ProcessSettings read(Environment environment) {
        return new ProcessSettings(
                HttpSettings.read(environment), LogSettings.read(environment), TracingSettings.read(environment));
    }
}
