/** The events that join the contexts: their types and their data. Pure; docs/events.md describes them. */
package dev.ticketing.shared.events;
