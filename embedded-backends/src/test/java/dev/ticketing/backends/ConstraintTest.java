package dev.ticketing.backends;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import dev.ticketing.backends.Constraint.Between;
import dev.ticketing.backends.Constraint.Exists;
import dev.ticketing.backends.Constraint.OneOf;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstraintTest {

    @Test
    void a_value_an_eq_and_an_in_are_points_in_the_librarys_normal_form() {
        assertThat(on("a", 1)).isEqualTo(new OneOf(List.of(1.0)));
        assertThat(on("a", new Document("$eq", "x"))).isEqualTo(new OneOf(List.of("x")));
        assertThat(on("a", new Document("$in", Arrays.asList(1, null, 1L))))
                .isEqualTo(new OneOf(Arrays.asList(1.0, null)));
    }

    @Test
    void comparisons_are_a_range() {
        assertThat(on("a", new Document("$gte", 1).append("$lt", 5))).isEqualTo(new Between(1.0, true, 5.0, false));
        assertThat(on("a", new Document("$gt", "x"))).isEqualTo(new Between("x", false, null, true));
    }

    @Test
    void only_exists_true_can_be_served() {
        assertThat(on("a", new Document("$exists", true))).isEqualTo(new Exists());
        assertThat(Constraint.of(new Document("a", new Document("$exists", false))))
                .isEmpty();
    }

    @Test
    void what_an_index_cannot_serve_is_left_to_the_filter() {
        assertThat(Constraint.of(new Document("a", new Document("$ne", 1))
                        .append("b", new Document("nested", 1))
                        .append("c", List.of(1))
                        .append("$or", List.of(new Document("d", 1)))))
                .isEmpty();
    }

    @Test
    void of_two_constraints_on_one_field_only_the_first_counts_because_an_array_may_satisfy_them_apart() {
        Document filter = new Document("$and", List.of(new Document("tags", "x"), new Document("tags", "y")));

        assertThat(Constraint.of(filter)).isEqualTo(Map.of("tags", new OneOf(List.of("x"))));
    }

    private static Constraint on(String field, Object value) {
        return Constraint.of(new Document(field, value)).get(field);
    }
}
