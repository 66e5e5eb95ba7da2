/** What every test across the wire needs: backends, services, a client, tokens, a view of the events. */
package dev.ticketing.testkit;
