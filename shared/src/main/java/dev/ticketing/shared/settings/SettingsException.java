package dev.ticketing.shared.settings;

import java.util.List;

/** What is wrong with the settings, all of it. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SettingsException(List<String> problems) {
        super("cannot start, " + String.join("; ", problems), null, false, false);
    }
}
