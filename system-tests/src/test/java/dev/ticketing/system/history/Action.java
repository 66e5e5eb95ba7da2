package dev.ticketing.system.history;

/** What people ask of the market. */
public enum Action {
    SIGN_UP,
    LIST,
    EDIT,
    WITHDRAW,
    ORDER,
    CANCEL,
    PAY,
    BROWSE,
    SEE_TICKET,
    SEE_ORDER;

    /** Whether it changes nothing, whatever comes of it. */
    boolean isRead() {
        return switch (this) {
            case BROWSE, SEE_TICKET, SEE_ORDER -> true;
            case SIGN_UP, LIST, EDIT, WITHDRAW, ORDER, CANCEL, PAY -> false;
        };
    }
}
