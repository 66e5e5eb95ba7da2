package dev.ticketing.payments;

import dev.ticketing.payments.domain.Totals;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Fields;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.Sessions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** What the ledger tells admins. */
final class LedgerRoutes {

    /** Every entry of that time is read. */
    private static final int MAX_DAYS = 31;

    private static final String DAY = "2026-11-20";

    private final LedgerStore ledger;
    private final Sessions sessions;

    LedgerRoutes(LedgerStore ledger, Sessions sessions) {
        this.ledger = ledger;
        this.sessions = sessions;
    }

    void mount(Router router) {
        router.get("/api/payments/totals").handler(sessions::adminRequired).handler(Reply.with(this::totals));
    }

    private Future<Reply> totals(RoutingContext context) {
        var fields = new Fields(Map.of());
        var from = day(context, "from", fields);
        var to = day(context, "to", fields);
        if (from.isAfter(to) && fields.fine("from") && fields.fine("to")) {
            fields.problem("from", "must not be after to");
        } else if (fields.fine("from") && from.plusDays(MAX_DAYS).isBefore(to.plusDays(1))) {
            fields.problem("to", "must be within " + MAX_DAYS + " days of from, that day included");
        }
        fields.check();
        return ledger.totals(begin(from), begin(to.plusDays(1))).map(LedgerRoutes::reply);
    }

    private static LocalDate day(RoutingContext context, String name, Fields fields) {
        try {
            var given = context.queryParam(name);
            if (!given.isEmpty() && given.get(0).length() > DAY.length()) {
                fields.problem(name, "must be a day such as " + DAY);
                return LocalDate.EPOCH;
            } else if (!given.isEmpty()) {
                return LocalDate.parse(given.get(0));
            }
            fields.problem(name, "is required");
        } catch (DateTimeParseException malformed) {
            fields.problem(name, "must be a day such as " + DAY);
        }
        return LocalDate.EPOCH;
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Reply reply(Map<String, Totals> byCurrency) {
        var all = new JsonArray();
        byCurrency.forEach((code, totals) -> all.add(json(Currency.of(code), totals)));
        return Reply.ok(all);
    }

    private static JsonObject json(Currency currency, Totals totals) {
        return new JsonObject()
                .put("currency", currency.code())
                .put("captured", currency.fromCents(totals.capturedCents()))
                .put("sold", currency.fromCents(totals.soldCents()))
                .put("refunded", currency.fromCents(totals.refundedCents()))
                .put("disputed", currency.fromCents(totals.disputedCents()))
                .put("payments", totals.payments());
    }
}
