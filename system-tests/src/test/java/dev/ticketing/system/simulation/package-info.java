/**
 * The whole protocol in one thread, from one seed: the domain's real rules between stores, a broker, timers and a
 * Stripe that are as bad as they may be. docs/simulation.md says what it shows.
 */
package dev.ticketing.system.simulation;
