package dev.ticketing.auth.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The 10,000 passwords of at least eight characters that leak most often, in lower case (OWASP ASVS 5.0, 6.2.4). Where
 * the list comes from: docs/NOTICE.
 */
final class LeakedPasswords {

    /** What people make a password of here, and guessers therefore try (6.1.2 and 6.2.11). */
    private static final Pattern WORDS_OF_THE_PLACE = Pattern.compile(
            "(?:ticketing|tickets?|concerts?|festivals?|events?|market|marketplace|seller|buyer|admin|welcome|password)+");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

    private static final Set<String> ALL = read();

    private LeakedPasswords() {}

    /** Whether it is one of them, in whatever case it is written. */
    static boolean contain(String password) {
        return ALL.contains(password.toLowerCase(Locale.ROOT));
    }

    /** Whether it is words of this place and nothing else but digits and signs. */
    static boolean areWordsOfThePlace(String password) {
        var letters = NO_LETTERS.matcher(password.toLowerCase(Locale.ROOT)).replaceAll("");
        return WORDS_OF_THE_PLACE.matcher(letters).matches();
    }

    private static Set<String> read() {
        try (var lines = new BufferedReader(new InputStreamReader(
                LeakedPasswords.class.getResourceAsStream("leaked-passwords.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the leaked passwords", e);
        }
    }
}
