/** People at random, faults at random, and the checker afterwards. */
package dev.ticketing.system.torture;
