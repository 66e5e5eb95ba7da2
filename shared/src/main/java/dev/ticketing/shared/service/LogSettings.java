package dev.ticketing.shared.service;

import ch.qos.logback.core.PropertyDefinerBase;
import dev.ticketing.shared.settings.Environment;
import java.util.List;

/**
 * How a process logs. {@code logback.xml} reads this by itself as soon as the first logger is asked for, before any
 * setting could be refused, so a wrong value counts as none there; whoever starts a process reads it once more with
 * the other settings, so that it is reported with them.
 *
 * @param format {@code json}, one object per line, or {@code text}
 * @param level of what is logged at least
 */
public record LogSettings(String format, String level) {

    private static final String JSON = "json";
    private static final String TEXT = "text";
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private static volatile boolean textUnlessTold;

    public static LogSettings read(Environment environment) {
        return new LogSettings(
                environment.oneOf("LOG_FORMAT", List.of(JSON, TEXT), defaultFormat()),
                environment.oneOf("LOG_LEVEL", LEVELS, "info"));
    }

    /** For a process that somebody started by hand, to read. Only counts before the first logger is asked for. */
    public static void preferText() {
        textUnlessTold = true;
    }

    /** Programs read what goes to a pipe or a file, people what goes to a terminal. */
    private static String defaultFormat() {
        return textUnlessTold || Terminal.isStdout() ? TEXT : JSON;
    }

    private static LogSettings ofThisProcess() {
        return read(new Environment(System.getenv()));
    }

    /** Tells {@code logback.xml} the format. */
    public static final class Format extends PropertyDefinerBase {
        @Override
        public String getPropertyValue() {
            return ofThisProcess().format();
        }
    }

    /** Tells {@code logback.xml} the level. */
    public static final class Level extends PropertyDefinerBase {
        @Override
        public String getPropertyValue() {
            return ofThisProcess().level();
        }
    }
}
