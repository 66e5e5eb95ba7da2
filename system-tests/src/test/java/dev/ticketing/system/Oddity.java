package dev.ticketing.system;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Something odd about a request, and how it must be answered.
 *
 * @param refusals the statuses of a refusal
 * @param harmless whether it may be answered as if it were not there
 */
record Oddity(String name, UnaryOperator<RawRequest> change, Set<Integer> refusals, boolean harmless) {

    /** One that must make no difference. */
    static Oddity harmless(String name, UnaryOperator<RawRequest> change) {
        return new Oddity(name, change, Set.of(), true);
    }

    /** One that must be refused with one of these statuses. */
    static Oddity refused(String name, UnaryOperator<RawRequest> change, Integer... statuses) {
        return new Oddity(name, change, Set.of(statuses), false);
    }

    /** One that may be overlooked, or else be refused with one of these statuses. */
    static Oddity either(String name, UnaryOperator<RawRequest> change, Integer... statuses) {
        return new Oddity(name, change, Set.of(statuses), true);
    }

    /** A header that must make no difference. */
    static Oddity harmlessHeader(String line) {
        return harmless(named(line), request -> request.with(line));
    }

    static List<Oddity> harmlessHeaders(List<String> lines) {
        return lines.stream().map(Oddity::harmlessHeader).toList();
    }

    static Oddity refusedHeader(String line, Integer... statuses) {
        return refused(named(line), request -> request.with(line), statuses);
    }

    /** Short and printable. */
    static String named(String text) {
        var printable = text.replaceAll("[^ -~]", "?");
        return printable.length() <= 70 ? printable : printable.substring(0, 70) + "... (" + text.length() + ")";
    }
}
