package dev.ticketing.tickets.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @Test
    void a_text_is_split_at_everything_that_is_no_letter_or_digit_the_longest_word_first() {
        assertThat(Words.of("  Rock-am-Ring '26: (Day 3), front_row "))
                .containsExactly("front", "rock", "ring", "day", "row", "am", "26", "3");
    }

    @Test
    void a_word_that_comes_twice_is_one() {
        assertThat(Words.of("Tea for two, Two for tea")).containsExactly("tea", "for", "two");
    }

    @ParameterizedTest
    @CsvSource({
        "Björk, BJORK",
        "Beyoncé, beyonce",
        "Beyonce\u0301, BEYONCÉ",
        "Straße, STRASSE",
        "ﬁnale, Finale",
        "ＲＯＣＫ, rock",
        "Μουσική, ΜΟΥΣΙΚΗ",
        "Концерт, КОНЦЕРТ",
        "İstanbul, istanbul"
    })
    void case_accents_and_compatibility_forms_do_not_matter(String one, String other) {
        assertThat(Words.of(one)).isEqualTo(Words.of(other)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!!!", "- . *", "^$", "\u0301", "🎸🎸"})
    void without_letters_and_digits_there_are_no_words(String text) {
        assertThat(Words.of(text)).isEmpty();
    }

    @Test
    void what_means_something_to_a_regular_expression_is_never_in_a_word() {
        var everyCharacter = new StringBuilder();
        for (int codePoint = 1; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            everyCharacter.appendCodePoint(codePoint).append(' ');
        }
        assertThat(Words.of(everyCharacter.toString()))
                .hasSizeGreaterThan(100_000)
                .allSatisfy(word -> assertThat(word).doesNotContainPattern("[\\x00-\\x7F&&[^a-z0-9]]"));
    }
}
