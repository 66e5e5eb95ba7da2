/**
 * The marketplace as five processes over real servers, with everything between and around them at a test's mercy; and
 * one test for each thing that can go wrong.
 */
package dev.ticketing.system.faults;
