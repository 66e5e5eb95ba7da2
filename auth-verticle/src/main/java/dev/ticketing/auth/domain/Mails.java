package dev.ticketing.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mails to a user that are to be sent, at most one of a kind: a newer one takes the older one's place.
 *
 * @param due when to send the first of them; empty when there is none
 */
public record Mails(List<Mail> waiting, Optional<Instant> due) {

    static final Mails NONE = new Mails(List.of(), Optional.empty());

    /** Longer than it takes to send one. After that whoever took it is believed to be dead. */
    static final Duration LEASE = Duration.ofMinutes(1);

    Mails plus(Mail mail) {
        var others = waiting.stream().filter(other -> other.kind() != mail.kind());
        return new Mails(Stream.concat(others, Stream.of(mail)).toList(), due.or(() -> Optional.of(mail.askedAt())));
    }

    boolean has(Mail.Kind kind) {
        return waiting.stream().anyMatch(mail -> mail.kind() == kind);
    }

    /** Nobody else sends one while this one is being sent. */
    Mails leased(Instant now) {
        return new Mails(waiting, Optional.of(now.plus(LEASE)));
    }

    Mails sent(Mail mail, Instant now) {
        return rest(without(mail), now);
    }

    /** Lets the others go first; gives it up when it has been tried for long enough. */
    Mails failed(Mail mail, Instant now) {
        var others = without(mail);
        if (others.size() == waiting.size()) {
            return rest(others, now);
        } else if (!now.isBefore(mail.askedAt().plus(Mail.PATIENCE))) {
            return rest(others, now);
        }
        var failed = mail.failed();
        var all = Stream.concat(others.stream(), Stream.of(failed)).toList();
        return new Mails(all, Optional.of(now.plus(failed.pause())));
    }

    private List<Mail> without(Mail mail) {
        return waiting.stream().filter(other -> !other.isSame(mail)).toList();
    }

    private static Mails rest(List<Mail> others, Instant now) {
        return new Mails(others, others.isEmpty() ? Optional.empty() : Optional.of(now));
    }
}
