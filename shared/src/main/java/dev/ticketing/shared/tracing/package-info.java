/** Traces by OpenTelemetry: which calls and events belong together, across processes. */
package dev.ticketing.shared.tracing;
