/**
 * One MongoDB document is one aggregate is one atomic write: compare-and-set on the version, with the event to publish
 * in the same document, and the relay that publishes it.
 */
package dev.ticketing.shared.store;
