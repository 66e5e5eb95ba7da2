package dev.ticketing.backends;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "^rock,rock",
        "^rock.*,rock",
        "^rocks?,rock",
        "^rock{2},roc",
        "^a+b,a",
        "^rock\\.roll,rock.roll",
        "^\\Qa.b\\E,a.b",
        "^a b$,a b",
        "^rock\\d,rock",
        "rock,''",
        "^rock|pop,''",
        "^(rock),''",
        "^.,''",
        "^*,''"
    })
    void the_prefix_is_what_every_match_begins_with(String pattern, String prefix) {
        assertThat(LiteralPrefix.of(new BsonRegularExpression(pattern))).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({"i", "m"})
    void options_leave_nothing_certain(String options) {
        assertThat(LiteralPrefix.of(new BsonRegularExpression("^rock", options)))
                .isEmpty();
    }
}
