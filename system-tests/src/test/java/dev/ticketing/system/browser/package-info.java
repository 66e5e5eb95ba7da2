/**
 * People with browsers before the marketplace's pages: {@code ./mvnw verify -Pbrowser}. A {@link
 * dev.ticketing.system.browser.Visitor} is somebody, records named after pages are what can be done there; things are
 * found by their role and their name, as people find them.
 */
package dev.ticketing.system.browser;
