package dev.ticketing.testkit;

import java.util.List;

/** A service and its contract do not agree. */
public final class ContractViolation extends AssertionError {

    private static final long serialVersionUID = 1;

    ContractViolation(Exchange exchange, List<String> differences) {
        super("not as the contract says: " + exchange + "\n  " + String.join("\n  ", differences));
    }
}
