package dev.ticketing.system.history;

/**
 * A broken promise.
 *
 * @param subject the id of the ticket, order or user that it is about
 * @param words what was found
 */
public record Finding(Rule rule, String subject, String words) {

    public Promise promise() {
        return rule.promise();
    }

    @Override
    public String toString() {
        return "%s %s of %s: %s".formatted(promise(), rule, subject, words);
    }
}
