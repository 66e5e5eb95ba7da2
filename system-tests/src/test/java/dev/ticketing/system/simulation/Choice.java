package dev.ticketing.system.simulation;

/**
 * One step of a world. It names what it is about so that it still means the same when steps before it are left out: a
 * process by the number that the step which started it gave it, an order by the process that placed it, an event by its
 * aggregate and version. What is not there makes the step impossible, and it is skipped.
 *
 * @param process the process to start or to take on; 0 where there is none
 * @param subject what it is about: a ticket, an order, an event, a service
 * @param detail a price, a buyer, a card, a service
 * @param how in which of several ways
 */
record Choice(Op op, int process, long subject, int detail, int how) {

    enum Op {
        LIST,
        EDIT,
        WITHDRAW,
        PLACE,
        CANCEL,
        PAY,
        START,
        RELAY,
        DELIVER,
        POLL,
        SWEEP_ORDER,
        SWEEP_CHARGE,
        STEP,
        EXECUTE,
        BANK,
        TIME,
        KILL,
        CRASH,
        FLUSH,
        SKEW
    }
}
