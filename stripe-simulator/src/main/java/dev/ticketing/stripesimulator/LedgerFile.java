package dev.ticketing.stripesimulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger on disk. Every method blocks; only one thread at a time uses it. */
final class LedgerFile {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);
    private static final int READ_BYTES = 1 << 16;

    /** A request is at most 64 KiB and shows up in a line a few times over, escaped. */
    private static final int MAX_LINE_BYTES = 4 << 20;

    /**
     * Those open in this process. Merely closing a second channel on a locked file would, on POSIX systems, release the
     * lock of the first.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private long lines;
    private long wholeBytes;

    private LedgerFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens or creates the file, locks it and hands over every entry in it, oldest first. What a crash left half
     * written at the end was never acknowledged and is cut off.
     *
     * @throws IOException when another process has it, or when it is damaged
     */
    static LedgerFile open(Path path, Consumer<LedgerEntry> replay) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path real = path.toAbsolutePath().getParent().toRealPath().resolve(path.getFileName());
        if (!OPEN.add(real)) {
            throw inUse(real);
        }
        try {
            return openLocked(real, replay);
        } catch (IOException | RuntimeException problem) {
            OPEN.remove(real);
            throw problem;
        }
    }

    private static LedgerFile openLocked(Path path, Consumer<LedgerEntry> replay) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(path);
            }
            LedgerFile file = new LedgerFile(path, channel);
            file.replay(replay);
            file.cutTornEnd();
            syncDirectory(path.getParent());
            return file;
        } catch (IOException | RuntimeException problem) {
            channel.close();
            throw problem;
        }
    }

    long lines() {
        return lines;
    }

    /** Returns when the bytes are on the disk. */
    void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    void close() throws IOException {
        channel.close();
        OPEN.remove(path);
    }

    private static IOException inUse(Path path) {
        return new IOException("the ledger " + path + " is in use by another Stripe simulator");
    }

    private void replay(Consumer<LedgerEntry> replay) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] bytes = new byte[READ_BYTES];
        var input = Channels.newInputStream(channel); // not closed: it would close the channel
        for (int read = input.read(bytes); read >= 0; read = input.read(bytes)) {
            for (int i = 0; i < read; i++) {
                if (bytes[i] == '\n') {
                    replay.accept(entry(line.toByteArray()));
                    line.reset();
                } else if (line.size() == MAX_LINE_BYTES) {
                    throw damaged(new IOException("it is longer than any ledger line"));
                } else {
                    line.write(bytes[i]);
                }
            }
        }
    }

    private LedgerEntry entry(byte[] line) throws IOException {
        try {
            LedgerEntry entry = LedgerLine.decode(lines + 1, line);
            lines++;
            wholeBytes += line.length + 1;
            return entry;
        } catch (IOException damage) {
            throw damaged(damage);
        }
    }

    private IOException damaged(IOException damage) {
        String message = "the ledger %s is damaged in line %d: %s; repair it or move it away";
        return new IOException(message.formatted(path, lines + 1, damage.getMessage()), damage);
    }

    private void cutTornEnd() throws IOException {
        long torn = channel.size() - wholeBytes;
        if (torn > 0) {
            LOG.warn("Cutting {} bytes off the end of {}: a line that was being written in a crash", torn, path);
            channel.truncate(wholeBytes);
            channel.force(true);
        }
        channel.position(wholeBytes);
    }

    /** A new file survives a power cut only when its directory is on the disk as well. */
    private static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOnThisSystem) {
            LOG.debug("{} cannot be synced", directory, notOnThisSystem);
        }
    }
}
