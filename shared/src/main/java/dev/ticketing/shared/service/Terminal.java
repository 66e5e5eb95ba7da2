package dev.ticketing.shared.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether somebody watches. {@code System.console()} would not do: up to JDK 21 it wants stdin to be a terminal as
 * well, and from 22 on it is there in any case.
 */
final class Terminal {

    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /** Whether stdout is a terminal. Only Linux tells; elsewhere the answer is no. */
    static boolean isStdout() {
        try {
            return isTerminal(Files.readSymbolicLink(STDOUT).toString());
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Whether it is the name of a console, a serial line or a pseudo-terminal (console(4), ttyS(4), pts(4)). */
    static boolean isTerminal(String file) {
        return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
    }
}
