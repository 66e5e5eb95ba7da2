/** What clients asked and were told, and whether that and what is there afterwards keeps the four promises. */
package dev.ticketing.system.history;
