/** Thousands of orders that are paid, cancelled and expire all at once, and what must be in the books afterwards. */
package dev.ticketing.system.races;
