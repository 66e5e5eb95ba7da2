/** What docs/backup.md says, done: databases and data directories copied, lost, and restored. */
package dev.ticketing.system.restore;
