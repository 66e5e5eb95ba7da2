/** Events over AMQP 0-9-1: their wire form, the topology, publishing that is trusted only once confirmed, consuming. */
package dev.ticketing.shared.messaging;
