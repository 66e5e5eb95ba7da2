package dev.ticketing.system.simulation;

import dev.ticketing.system.simulation.StripeCall.Reply;
import dev.ticketing.system.simulation.StripeCall.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stripe: PaymentIntents, refunds and idempotency keys, which replay whatever they answered first, errors too, and are
 * forgotten after a day. Requests take effect whenever the simulation says so.
 */
final class Stripe {

    private static final long KEYS_LAST_MILLIS = 24 * 3_600_000;

    /** Longer than any connection waits. */
    private static final long CALLS_LAST_MILLIS = 60_000;

    private final Clock clock;
    private final Ledger ledger;
    private final List<Intent> intents = new ArrayList<>();
    private final Map<Long, Remembered> keys = new HashMap<>();
    private final List<Exchange> inFlight = new ArrayList<>();

    private record Remembered(Reply reply, long atMillis) {}

    /** A request on its way, and its reply on its way back. */
    static final class Exchange {
        private final StripeCall call;
        private Reply reply;

        private Exchange(StripeCall call) {
            this.call = call;
        }

        StripeCall call() {
            return call;
        }

        /** Null until Stripe has answered. */
        Reply reply() {
            return reply;
        }
    }

    enum State {
        OPEN,
        PROCESSING,
        CHALLENGED,
        CAPTURED,
        CLOSED
    }

    /** A PaymentIntent. */
    static final class Intent {
        private final String id;
        private final String orderId;
        private final long amountCents;
        private State state = State.OPEN;
        private boolean refunded;

        private Intent(String id, String orderId, long amountCents) {
            this.id = id;
            this.orderId = orderId;
            this.amountCents = amountCents;
        }

        String id() {
            return id;
        }

        String orderId() {
            return orderId;
        }

        State state() {
            return state;
        }
    }

    Stripe(Clock clock, Ledger ledger) {
        this.clock = clock;
        this.ledger = ledger;
    }

    List<Intent> intents() {
        return intents;
    }

    List<Exchange> inFlight() {
        return inFlight;
    }

    Exchange send(StripeCall call) {
        var exchange = new Exchange(call);
        inFlight.add(exchange);
        return exchange;
    }

    /** The call of a process, or null. */
    Exchange find(int process, int number) {
        for (int i = 0; i < inFlight.size(); i++) {
            var call = inFlight.get(i).call;
            if (call.process() == process && call.number() == number) {
                return inFlight.get(i);
            }
        }
        return null;
    }

    /** The reply was received. */
    void received(Exchange exchange) {
        inFlight.remove(exchange);
    }

    /** Connections end, and with them what they carried. */
    void dropOldCalls() {
        long oldest = clock.now().toEpochMilli() - CALLS_LAST_MILLIS;
        inFlight.removeIf(exchange -> exchange.call.sentAtMillis() < oldest);
    }

    /**
     * A request arrives, perhaps not for the first time.
     *
     * @param failing 0 when all goes well, 1 for an error before the effect, 2 for one after it
     */
    void execute(Exchange exchange, int failing) {
        var call = exchange.call;
        var remembered = call.key() == 0 ? null : keys.get(call.key());
        long now = clock.now().toEpochMilli();
        if (remembered != null && now - remembered.atMillis < KEYS_LAST_MILLIS) {
            exchange.reply = remembered.reply;
            return;
        }
        var outcome = failing == 1 ? reply(Result.ERROR) : effect(call);
        exchange.reply = failing == 2 ? reply(Result.ERROR) : outcome;
        if (call.key() != 0) {
            keys.put(call.key(), new Remembered(exchange.reply, now));
        }
    }

    private Reply effect(StripeCall call) {
        return switch (call.kind()) {
            case CREATE -> create(call);
            case CONFIRM -> confirm(intentOf(call), call.card().orElseThrow());
            case RETRIEVE -> stateOf(intentOf(call));
            case CANCEL -> cancel(intentOf(call));
            case REFUND -> refund(intentOf(call));
            case LIST_REFUNDS -> {
                var intent = intentOf(call);
                yield intent.refunded ? new Reply(Result.REFUNDED, "re_" + intent.id) : reply(Result.REFUSED);
            }
        };
    }

    private Reply create(StripeCall call) {
        var intent = new Intent("pi" + (intents.size() + 1), call.orderId(), call.amountCents());
        intents.add(intent);
        return new Reply(Result.CREATED, intent.id);
    }

    private Reply confirm(Intent intent, Card card) {
        if (intent.state != State.OPEN && intent.state != State.CHALLENGED) {
            return stateOf(intent);
        }
        intent.state = State.OPEN;
        return switch (card) {
            case GOOD -> capture(intent);
            case DECLINED -> {
                ledger.declined(intent.orderId);
                yield reply(Result.DECLINED);
            }
            case SLOW -> {
                intent.state = State.PROCESSING;
                yield reply(Result.PENDING);
            }
            case CHALLENGED -> {
                intent.state = State.CHALLENGED;
                yield reply(Result.CHALLENGED);
            }
        };
    }

    private Reply capture(Intent intent) {
        intent.state = State.CAPTURED;
        ledger.captured(intent.orderId, intent.amountCents);
        return reply(Result.CAPTURED);
    }

    /** The bank makes up its mind about a slow card, or about who the buyer is. */
    boolean decide(String orderId, boolean pays) {
        for (var intent : intents) {
            boolean isAsked = intent.state == State.PROCESSING || intent.state == State.CHALLENGED;
            if (isAsked && intent.orderId.equals(orderId)) {
                if (pays) {
                    capture(intent);
                } else {
                    if (intent.state == State.CHALLENGED) {
                        ledger.declined(intent.orderId);
                    }
                    intent.state = State.OPEN;
                }
                return true;
            }
        }
        return false;
    }

    private static Reply cancel(Intent intent) {
        if (intent.state != State.OPEN && intent.state != State.CHALLENGED) {
            return reply(Result.REFUSED);
        }
        intent.state = State.CLOSED;
        return reply(Result.CLOSED);
    }

    private Reply refund(Intent intent) {
        if (intent.state != State.CAPTURED || intent.refunded) {
            return reply(Result.REFUSED);
        }
        intent.refunded = true;
        ledger.refunded(intent.orderId);
        return new Reply(Result.REFUNDED, "re_" + intent.id);
    }

    private static Reply stateOf(Intent intent) {
        return switch (intent.state) {
            case OPEN -> reply(Result.OPEN);
            case CHALLENGED, PROCESSING -> reply(Result.PENDING);
            case CAPTURED -> reply(Result.CAPTURED);
            case CLOSED -> reply(Result.CLOSED);
        };
    }

    private Intent intentOf(StripeCall call) {
        var id = call.intentId().orElseThrow();
        for (var intent : intents) {
            if (intent.id.equals(id)) {
                return intent;
            }
        }
        throw new IllegalStateException("no intent " + id);
    }

    private static Reply reply(Result result) {
        return new Reply(result, "");
    }
}
