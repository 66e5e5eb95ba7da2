package dev.ticketing.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories and files that only their owner may read, where the file system knows owners (POSIX). */
public final class OwnerOnly {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerOnly() {}

    /** Creates the directory if it is missing, and takes others' rights from it if it is not. */
    public static Path createDirectory(Path directory) {
        try {
            Files.createDirectories(directory, attributes("rwx------"));
            restrict(directory, "rwx------");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Creates the file, empty, if it is missing. */
    static Path createFile(Path file) {
        try {
            Files.createFile(file, attributes("rw-------"));
        } catch (FileAlreadyExistsException e) {
            restrict(file, "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the file " + file + ": " + e.getMessage(), e);
        }
        return file;
    }

    /** Replaces the file in one step: a crash leaves the old or the new content. */
    public static void write(Path file, String content) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(createFile(next), content, StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the file " + file + ": " + e.getMessage(), e);
        }
    }

    static Path restrictExecutable(Path file) {
        restrict(file, "rwx------");
        return file;
    }

    private static void restrict(Path path, String permissions) {
        if (!POSIX) {
            return;
        }
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot restrict " + path + " to its owner: " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
