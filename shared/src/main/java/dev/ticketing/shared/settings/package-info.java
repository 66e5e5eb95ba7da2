/** Settings are read from the environment once, at start, and every problem is reported at once. */
package dev.ticketing.shared.settings;
