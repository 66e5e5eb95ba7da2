package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient.Answer;

/** How a service must answer an input. Whatever it is, a refusal has the agreed shape and none is a 5xx. */
enum Expected {
    /** In truth there is nothing wrong. */
    SERVED,
    /** 400 that names the field, and no other. */
    NAMED,
    /** 400 about the body as a whole. */
    MALFORMED,
    /** 400, of whichever kind. */
    REFUSED,
    /** The contract leaves it open, but for the shape. */
    SERVED_OR_REFUSED,
    /** 413. */
    TOO_LARGE,
    /** 415. */
    NOT_JSON;

    private static final int BAD_REQUEST = 400;

    /** Asserts that the answer is as expected; {@code field} is the one that is wrong, if it is about one. */
    void check(Route route, String field, Answer answer) {
        switch (this) {
            case SERVED -> assertServed(route, answer);
            case NAMED -> Refusal.expect(BAD_REQUEST, answer).naming(field);
            case MALFORMED -> Refusal.expect(BAD_REQUEST, answer).naming();
            case REFUSED -> Refusal.expect(BAD_REQUEST, answer);
            case TOO_LARGE -> Refusal.expect(413, answer).naming();
            case NOT_JSON -> Refusal.expect(415, answer).naming();
            case SERVED_OR_REFUSED -> {
                if (answer.status() == BAD_REQUEST) {
                    Refusal.of(answer);
                } else {
                    assertServed(route, answer);
                }
            }
        }
    }

    private static void assertServed(Route route, Answer answer) {
        assertThat(answer.status())
                .as("status of %s", answer.response().bodyAsString())
                .isIn(route.served());
        if (answer.status() >= BAD_REQUEST) {
            Refusal.of(answer);
        }
    }
}
