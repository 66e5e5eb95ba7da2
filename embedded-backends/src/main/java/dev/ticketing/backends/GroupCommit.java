package dev.ticketing.backends;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Makes changes durable before anyone hears of them, several at a time. A commit waits until no command is
 * under way, so that what is on disk always lies between two commands, never in the middle of one, and it
 * serves every command that came before it.
 */
final class GroupCommit {

    private final Runnable commit;
    private final ReentrantReadWriteLock commands = new ReentrantReadWriteLock();
    private final Lock committing = new ReentrantLock();
    private final AtomicLong started = new AtomicLong();
    private volatile long committed;

    GroupCommit(Runnable commit) {
        this.commit = commit;
    }

    /** Runs a command that may change something. Others may run at the same time; no commit does. */
    <T> T change(Supplier<T> command) {
        commands.readLock().lock();
        try {
            // Counted before it runs: whoever sees its effect also sees its number, and waits for its commit.
            started.incrementAndGet();
            return command.get();
        } finally {
            commands.readLock().unlock();
        }
    }

    /**
     * Returns once everything that the caller can have seen or done is committed; fails if the commit fails.
     */
    void await() {
        long seen = started.get();
        if (committed >= seen) {
            return;
        }
        committing.lock();
        try {
            if (committed < seen) {
                commit();
            }
        } finally {
            committing.unlock();
        }
    }

    private void commit() {
        commands.writeLock().lock();
        try {
            long finished = started.get();
            commit.run();
            committed = finished;
        } finally {
            commands.writeLock().unlock();
        }
    }
}
