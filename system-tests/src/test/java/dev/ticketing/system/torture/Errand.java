package dev.ticketing.system.torture;

import dev.ticketing.system.history.RecordingClient;

/** What somebody sets out to do, again and again. */
interface Errand {

    void run(RecordingClient me);
}
