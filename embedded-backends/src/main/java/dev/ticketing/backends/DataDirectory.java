package dev.ticketing.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory that one process at a time may use. The operating system gives the lock back when the
 * process ends, however it ends.
 */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the directory if it is missing, and locks it.
     *
     * @throws DataDirectoryInUse if another process, or this one, has already locked it
     */
    static DataDirectory lock(Path path) {
        OwnerOnly.createDirectory(path);
        try {
            Path file = OwnerOnly.createFile(path.resolve("lock"));
            return new DataDirectory(path, locked(path, FileChannel.open(file, StandardOpenOption.WRITE)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock the data directory " + path + ": " + e.getMessage(), e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unlock the data directory " + path + ": " + e.getMessage(), e);
        }
    }

    private static FileChannel locked(Path path, FileChannel channel) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as much in use as if it were another.
        }
        if (lock == null) {
            channel.close();
            throw new DataDirectoryInUse(path);
        }
        return channel;
    }
}
