package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Ids;
import java.security.SecureRandom;

/** 62 to the power of 24 possibilities: ids do not repeat, also after a restart. */
final class RandomIds implements Ids {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();

    @Override
    public String next(int length) {
        return random.ints(length, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }
}
