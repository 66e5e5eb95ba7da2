package dev.ticketing.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Failure.Problem;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.domain.Fields;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final String PASSWORD = "correct horse";

    @ParameterizedTest
    @CsvSource({
        "Ann@Example.COM, ann@example.com",
        "'  ann@example.com ', ann@example.com",
        "ann+tickets@mail.example.com, ann+tickets@mail.example.com",
        "JÖRG@EXAMPLE.DE, jörg@example.de"
    })
    void one_address_is_one_user_however_it_is_typed(String typed, String email) {
        assertThat(Credentials.forSignUp(fields(typed, PASSWORD)).email()).isEqualTo(email);
        assertThat(Credentials.forSignIn(fields(typed, PASSWORD)).email()).isEqualTo(email);
    }

    /** In Turkish the small letter of I is another one. */
    @Test
    void the_servers_language_does_not_change_an_address() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(Credentials.forSignUp(fields("INFO@EXAMPLE.COM", PASSWORD))
                            .email())
                    .isEqualTo("info@example.com");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "ann",
                "ann@",
                "@example.com",
                "ann@example",
                "ann@example.",
                "ann@.com",
                "ann@example..com",
                "ann@bob@example.com",
                "ann smith@example.com",
                "ann@exam ple.com",
                "ann@example.com\u0000",
                "ann\n@example.com",
                "<ann@example.com>",
                "ann@example.com(home)",
                "bob,ann@example.com",
                "bob;ann@example.com",
                "\"ann\"@example.com",
                "ann@[127.0.0.1]",
                "ann:@example.com",
                "ann@example.com\u00a0x",
                "ann\u200b@example.com",
                "ann\u2028@example.com"
            })
    void what_is_no_address_is_refused(String text) {
        assertThat(problemsOf(Credentials::forSignUp, text, PASSWORD)).containsExactly("email");
        assertThat(problemsOf(Credentials::forSignIn, text, PASSWORD)).containsExactly("email");
    }

    @Test
    void an_address_has_at_most_254_characters_and_64_before_the_at() {
        var longest = "a".repeat(64) + "@" + "b".repeat(185) + ".com";

        assertThat(Credentials.forSignUp(fields(longest, PASSWORD)).email()).hasSize(254);
        assertThat(problemsOf(Credentials::forSignUp, longest + "m", PASSWORD)).containsExactly("email");
        assertThat(problemsOf(Credentials::forSignUp, "a".repeat(65) + "@b.com", PASSWORD))
                .containsExactly("email");
    }

    @Test
    void a_long_address_of_dots_is_refused_quickly() {
        assertThat(problemsOf(Credentials::forSignUp, "a@" + "a.".repeat(125) + "@", PASSWORD))
                .containsExactly("email");
    }

    @ParameterizedTest
    @CsvSource({"7, false", "8, true", "128, true", "129, false"})
    void a_new_password_has_8_to_128_characters(int length, boolean fine) {
        assertThat(problemsOf(Credentials::forSignUp, "ann@example.com", "🎟".repeat(length))
                        .isEmpty())
                .isEqualTo(fine);
    }

    @ParameterizedTest
    @CsvSource({
        "password, false",
        "PassWord, false",
        "1qaz2wsx, false",
        "1qaz2wsx now, true",
        "Ticketing-2026!, false",
        "2 tickets 4 concerts, false",
        "ticketing fox, true"
    })
    void a_new_password_is_none_of_those_that_everybody_tries_first(String password, boolean fine) {
        assertThat(problemsOf(Credentials::forSignUp, "ann@example.com", password)
                        .isEmpty())
                .isEqualTo(fine);
        assertThat(problemsOf(Credentials::forSignIn, "ann@example.com", password))
                .isEmpty();
    }

    @Test
    void who_signs_in_is_not_held_to_the_rule_for_new_passwords() {
        assertThat(problemsOf(Credentials::forSignIn, "ann@example.com", "x")).isEmpty();
        assertThat(problemsOf(Credentials::forSignIn, "ann@example.com", "")).containsExactly("password");
        assertThat(problemsOf(Credentials::forSignIn, "ann@example.com", "x".repeat(129)))
                .containsExactly("password");
    }

    @Test
    void a_password_is_taken_as_it_is() {
        var typed = "  Pässwörd\twith spaces ";

        assertThat(Credentials.forSignUp(fields("ann@example.com", typed)).password())
                .isEqualTo(typed);
    }

    @Test
    void every_problem_is_named_at_once() {
        assertThat(problemsOf(Credentials::forSignUp, Map.of("$gt", ""), 12_345_678))
                .containsExactly("email", "password");
        assertThat(problemsOf(Credentials::forSignUp, null, null)).containsExactly("email", "password");
    }

    @Test
    void no_text_made_of_credentials_or_of_what_is_wrong_with_them_shows_the_password() {
        var credentials = Credentials.forSignUp(fields("ann@example.com", PASSWORD));
        var tooShort = catchThrowableOfType(
                FailureException.class, () -> Credentials.forSignUp(fields("ann@example.com", "hunter2")));

        assertThat(credentials.toString()).doesNotContain(PASSWORD).contains("ann@example.com");
        assertThat(tooShort.failure().toString()).doesNotContain("hunter2");
        assertThat(User.signUp("id", "ann@example.com", "$argon2id$hash", "https://ticketing.dev", Instant.EPOCH)
                        .toString())
                .doesNotContain("argon2id");
    }

    private static Fields fields(Object email, Object password) {
        var body = new HashMap<String, Object>();
        body.put("email", email);
        body.put("password", password);
        return new Fields(body);
    }

    private static List<String> problemsOf(Function<Fields, Credentials> reader, Object email, Object password) {
        var thrown = catchThrowableOfType(FailureException.class, () -> reader.apply(fields(email, password)));
        return thrown == null
                ? List.of()
                : ((Failure.Invalid) thrown.failure())
                        .problems().stream().map(Problem::field).toList();
    }
}
