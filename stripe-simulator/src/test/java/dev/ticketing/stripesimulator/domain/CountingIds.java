package dev.ticketing.stripesimulator.domain;

/** Predictable ids: 1, 2, 3, ... with zeros in front. */
final class CountingIds implements Ids {

    private int last;

    @Override
    public String next(int length) {
        last++;
        return ("%0" + length + "d").formatted(last);
    }
}
