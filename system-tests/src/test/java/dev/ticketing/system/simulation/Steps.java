package dev.ticketing.system.simulation;

/** Takes a world one choice further. */
final class Steps {

    private final World world;
    private final Actions actions;
    private final Faults faults;

    Steps(World world) {
        this.world = world;
        this.actions = new Actions(world);
        this.faults = new Faults(world);
    }

    /** Whether the choice was possible and is done. */
    boolean take(Choice choice) {
        return switch (choice.op()) {
            case LIST -> actions.list(choice);
            case EDIT -> actions.edit(choice);
            case WITHDRAW -> actions.withdraw(choice);
            case PLACE -> actions.place(choice);
            case CANCEL -> actions.cancel(choice);
            case PAY -> actions.pay(choice);
            case START -> start(Service.ALL.get(choice.detail()));
            case RELAY -> actions.relay(choice);
            case DELIVER -> actions.deliver(choice);
            case POLL -> actions.poll(choice);
            case SWEEP_ORDER -> actions.sweepOrder(choice);
            case SWEEP_CHARGE -> actions.sweepCharge(choice);
            case STEP -> step(choice);
            case EXECUTE -> faults.execute(choice);
            case BANK -> faults.decideAtTheBank(choice);
            case TIME -> faults.pass(choice);
            case KILL -> faults.kill(choice);
            case CRASH -> faults.crash(choice);
            case FLUSH -> faults.flush();
            case SKEW -> faults.skew(choice);
        };
    }

    private boolean start(Service service) {
        if (world.broker().queueOf(service) != null) {
            return false;
        }
        actions.declare(service);
        return world.happens(() -> service + " starts for the first time");
    }

    private boolean step(Choice choice) {
        var process = world.process(choice.process());
        return process != null && world.advance(process, Outcome.ALL.get(choice.how()));
    }
}
