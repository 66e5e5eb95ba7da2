/** HTTP: the server, bodies, errors in the agreed shape, sessions, paging, the management port. */
package dev.ticketing.shared.http;
