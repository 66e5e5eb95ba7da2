/**
 * What every test across the wire needs: backends, services, a client that holds them to their contracts, tokens, a view
 * of the events.
 */
package dev.ticketing.testkit;
