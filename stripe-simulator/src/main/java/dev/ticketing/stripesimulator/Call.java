package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Parameters;

/**
 * One request to the API.
 *
 * @param key its Idempotency-Key, or null
 * @param fault what is to go wrong with it, or null
 */
record Call(String requestId, String path, Parameters parameters, String key, Fault fault) {

    boolean suffers(Fault.Kind kind) {
        return fault != null && fault.kind() == kind;
    }
}
