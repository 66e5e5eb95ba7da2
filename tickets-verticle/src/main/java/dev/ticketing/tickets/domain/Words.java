package dev.ticketing.tickets.domain;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The words of a text as a search compares them: runs of letters and digits, each once, without regard to case,
 * accents and compatibility forms (Unicode Standard Annex 15, NFKD). Text that is written without spaces is one word.
 */
public final class Words {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    /** The words, the longest first: it is likely the one that fewest titles have. */
    public static List<String> of(String text) {
        var letters = MARKS.matcher(Normalizer.normalize(text, Form.NFKD)).replaceAll("");
        return BETWEEN_WORDS
                .splitAsStream(caseFolded(letters))
                .filter(Predicate.not(String::isEmpty))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** By way of upper case, so that "ß" and "SS" are the same. */
    private static String caseFolded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
