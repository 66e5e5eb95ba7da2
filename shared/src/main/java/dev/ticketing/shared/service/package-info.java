/** A process: what it mounts, how it starts, reports ready, drains and stops. */
package dev.ticketing.shared.service;
