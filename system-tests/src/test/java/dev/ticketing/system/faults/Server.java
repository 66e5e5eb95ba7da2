package dev.ticketing.system.faults;

/** A server process with data of its own that a test can kill and start again. */
public interface Server extends AutoCloseable {

    /** Where it is; the same after every start. */
    String uri();

    /** Starts it on the data that it left, and waits until it serves. */
    void start();

    /** SIGKILL to all of it. */
    void kill9();

    /** Ends it for good. */
    @Override
    void close();
}
