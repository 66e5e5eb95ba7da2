package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Dispute;
import dev.ticketing.payments.domain.Refund;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.messaging.WireName;
import io.vertx.core.json.JsonObject;

/** A payment as its buyer sees it. */
final class PaymentJson {

    private final int maxDeclines;

    PaymentJson(int maxDeclines) {
        this.maxDeclines = maxDeclines;
    }

    JsonObject of(Charge charge) {
        var currency = Currency.of(charge.currency());
        var json = new JsonObject()
                .put("id", charge.id())
                .put("orderId", charge.id())
                .put("status", WireName.of(charge.status()))
                .put("amount", currency.fromCents(charge.order().amountCents()));
        charge.paidAt().ifPresent(at -> json.put("at", at.toString()));
        charge.intent().id().ifPresent(id -> json.put("stripeId", id));
        charge.refundId().ifPresent(id -> json.put("stripeRefundId", id));
        charge.funds().refundInSum().ifPresent(refund -> json.put("refund", write(refund, currency)));
        charge.funds().lastDispute().ifPresent(dispute -> json.put("dispute", write(dispute, currency)));
        int declines = charge.attempts().declines();
        if (declines > 0) {
            json.put("declines", declines).put("triesLeft", Math.max(0, maxDeclines - declines));
        }
        charge.attempts().challenge().ifPresent(challenge -> {
            json.put("clientSecret", challenge.clientSecret());
            challenge.redirectUrl().ifPresent(url -> json.put("redirectUrl", url));
        });
        return json;
    }

    private static JsonObject write(Refund refund, Currency currency) {
        return new JsonObject()
                .put("status", WireName.of(refund.state()))
                .put("amount", currency.fromCents(refund.amountCents()))
                .put("at", refund.at().toString());
    }

    private static JsonObject write(Dispute dispute, Currency currency) {
        return new JsonObject()
                .put("status", WireName.of(dispute.state()))
                .put("amount", currency.fromCents(dispute.amountCents()));
    }
}
