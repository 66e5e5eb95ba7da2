package dev.ticketing.backends;

import java.nio.file.Path;

/**
 * Another process works on the data directory; two would destroy each other's data. The message is fit for
 * the user.
 */
public final class DataDirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataDirectoryInUse(Path directory) {
        super("The data directory " + directory.toAbsolutePath() + " is in use by another process");
    }
}
