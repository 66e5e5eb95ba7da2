package dev.ticketing.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports for servers that must find the same one again after they were killed. */
public final class FreePort {

    /** The system may name a port again that nobody listens on yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A loopback port that nobody listens on now, and that was not given to anybody before. */
    public static int next() {
        int port = free();
        return GIVEN.add(port) ? port : next();
    }

    private static int free() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
