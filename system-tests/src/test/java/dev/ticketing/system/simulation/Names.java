package dev.ticketing.system.simulation;

import java.util.stream.IntStream;

/** The ids of what there is in a world. */
final class Names {

    private static final int MOST = 4_096;
    private static final String[] ORDERS = names("o", MOST);
    private static final String[] TICKETS = names("t", 16);
    private static final String[] SELLERS = names("seller", 16);
    private static final String[] BUYERS = names("buyer", 16);

    private Names() {}

    static String order(long number) {
        return ORDERS[(int) number];
    }

    static String ticket(long number) {
        return TICKETS[(int) number];
    }

    static String seller(long ticket) {
        return SELLERS[(int) ticket];
    }

    static String buyer(int number) {
        return BUYERS[number];
    }

    /** The number of an order or ticket. */
    static int numberOf(String id) {
        return Integer.parseInt(id.substring(1));
    }

    private static String[] names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }
}
