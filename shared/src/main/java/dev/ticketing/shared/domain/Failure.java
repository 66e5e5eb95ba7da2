package dev.ticketing.shared.domain;

import java.util.List;

/** An expected failure: a value that the rules return and that one handler turns into status and body. */
public sealed interface Failure {

    /** What went wrong, in words for the caller. */
    String message();

    /** The failure as something a future can fail with. */
    default FailureException asException() {
        return new FailureException(this);
    }

    /**
     * One thing that is wrong with a request.
     *
     * @param message what is wrong, in words for the caller
     * @param field the offending field, or null when it is not about one
     */
    record Problem(String message, String field) {}

    /** 400: the request is not well-formed; every problem of it at once. */
    record Invalid(List<Problem> problems) implements Failure {
        @Override
        public String message() {
            return problems.get(0).message();
        }
    }

    /** 401: not signed in. */
    record Unauthenticated(String message) implements Failure {}

    /** 402: the bank said no. */
    record Declined(String message) implements Failure {}

    /** 403: signed in, but not allowed. */
    record Forbidden(String message) implements Failure {}

    /** 404. */
    record NotFound(String message) implements Failure {}

    /** 409: not in the present state. */
    record Conflict(String message) implements Failure {}

    /** 503, or 429 where it is the rate: worth trying again. */
    sealed interface Temporary extends Failure {
        int retryAfterSeconds();
    }

    /** Something needed is away or full. */
    record Unavailable(String message, int retryAfterSeconds) implements Temporary {}

    /** 429: more than is taken in so short a time. */
    record TooManyRequests(String message, int retryAfterSeconds) implements Temporary {}

    /** What it needs is still on its way here: worth waiting a moment for before anybody is told. */
    record NotYet(String message, int retryAfterSeconds) implements Temporary {}

    static Failure invalid(String message, String field) {
        return new Invalid(List.of(new Problem(message, field)));
    }

    static Failure notFound(String what) {
        return new NotFound(what + " not found");
    }
}
