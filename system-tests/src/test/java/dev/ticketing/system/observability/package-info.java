/** That dashboards, rules, runbooks and the documented metrics agree, and that a real Prometheus can work with them. */
package dev.ticketing.system.observability;
