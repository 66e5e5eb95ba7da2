package dev.ticketing.stripesimulator.domain;

import dev.ticketing.stripesimulator.domain.IntentTerms.AutomaticPaymentMethods;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the parameters of each request. Those the simulator acts on are named here; all others are refused. */
public final class Requests {

    private static final long MAX_AMOUNT = 99_999_999;
    private static final String TOKEN = "payment_method_data[card][token]";
    private static final Set<String> PAYING = Set.of(
            "payment_method",
            "payment_method_data[type]",
            TOKEN,
            "payment_method_data[billing_details]*",
            "return_url",
            "expand[*");
    private static final Set<String> CREATING = Set.of(
            "amount",
            "currency",
            "capture_method",
            "confirm",
            "description",
            "receipt_email",
            "payment_method_types[*",
            "automatic_payment_methods[enabled]",
            "automatic_payment_methods[allow_redirects]",
            "metadata[*");
    private static final Set<String> REFUNDING =
            Set.of("payment_intent", "charge", "amount", "reason", "metadata[*", "expand[*");

    private Requests() {}

    /** What {@code POST /v1/payment_intents} asks for; the confirmation counts only when it is to be confirmed. */
    public record Creation(IntentTerms terms, Confirmation confirmation, boolean confirm) {}

    public static Creation creation(Parameters parameters) {
        Set<String> known = new HashSet<>(CREATING);
        known.addAll(PAYING);
        parameters.refuseAllBut(known);
        boolean confirm = parameters.bool("confirm").orElse(false);
        if (!confirm && parameters.hasAny("return_url")) {
            throw new Refusal(StripeError.invalid(
                    null, "return_url", "You may only specify `return_url` when `confirm` is set to true."));
        }
        Confirmation confirmation = paying(parameters);
        if (confirm && confirmation.card() == null) {
            throw new Refusal(StripeError.invalid("parameter_missing", "payment_method", Messages.NO_PAYMENT_METHOD));
        }
        return new Creation(terms(parameters), confirmation, confirm);
    }

    public static Confirmation confirmation(Parameters parameters) {
        parameters.refuseAllBut(PAYING);
        return paying(parameters);
    }

    /** The reason, or null. */
    public static String cancellation(Parameters parameters) {
        parameters.refuseAllBut(Set.of("cancellation_reason", "expand[*"));
        return parameters.oneOf(
                "cancellation_reason", List.of("duplicate", "fraudulent", "requested_by_customer", "abandoned"));
    }

    public static RefundRequest refund(Parameters parameters) {
        parameters.refuseAllBut(REFUNDING);
        String intent = parameters.text("payment_intent").orElse(null);
        String charge = parameters.text("charge").orElse(null);
        if (intent == null && charge == null) {
            throw new Refusal(StripeError.invalid(
                    "parameter_missing",
                    "payment_intent",
                    "One of the following params should be provided for this request: payment_intent or charge."));
        }
        Long amount = parameters.integer("amount", 1).orElse(null);
        String reason = parameters.oneOf("reason", List.of("duplicate", "fraudulent", "requested_by_customer"));
        return new RefundRequest(intent, charge, amount, reason, Metadata.read(parameters));
    }

    /** What the seller says to a dispute, and whether that is all. */
    public record DisputeAnswer(String evidence, boolean submit) {}

    /** Submitted unless the caller says otherwise, as at Stripe. */
    public static DisputeAnswer disputeAnswer(Parameters parameters) {
        parameters.refuseAllBut(Set.of("evidence[uncategorized_text]", "submit", "expand[*"));
        return new DisputeAnswer(
                parameters.text("evidence[uncategorized_text]").orElse(null),
                parameters.bool("submit").orElse(true));
    }

    private static IntentTerms terms(Parameters parameters) {
        long amount = parameters.integer("amount", 1).orElseThrow(() -> new Refusal(StripeError.missing("amount")));
        String currency = Currencies.check(parameters.required("currency"));
        if (amount > MAX_AMOUNT) {
            throw new Refusal(StripeError.invalid(
                    "amount_too_large",
                    "amount",
                    "Amount must be no more than " + Currencies.format(MAX_AMOUNT, currency)));
        }
        AutomaticPaymentMethods automatic = automaticPaymentMethods(parameters);
        return new IntentTerms(
                amount,
                currency,
                captureMethod(parameters),
                List.of("card"),
                automatic,
                parameters.text("description").orElse(null),
                parameters.text("receipt_email").orElse(null),
                Metadata.read(parameters));
    }

    /** Captured later is the default since API version 2024-04-10, and for a test card done at once all the same. */
    private static String captureMethod(Parameters parameters) {
        String method = parameters.oneOf("capture_method", List.of("automatic", "automatic_async", "manual"));
        if ("manual".equals(method)) {
            throw new Refusal(
                    StripeError.invalid(null, "capture_method", "The simulator does not do capture_method=manual."));
        }
        return method == null ? "automatic_async" : method;
    }

    /** Without types of their own, intents take what the dashboard has enabled (API version 2023-08-16 and later). */
    private static AutomaticPaymentMethods automaticPaymentMethods(Parameters parameters) {
        List<String> types = parameters.list("payment_method_types");
        boolean enabled = parameters.bool("automatic_payment_methods[enabled]").orElse(types.isEmpty());
        String redirects = parameters.oneOf("automatic_payment_methods[allow_redirects]", List.of("always", "never"));
        if (enabled && !types.isEmpty()) {
            throw new Refusal(StripeError.invalid(
                    null,
                    "automatic_payment_methods",
                    "You may only specify one of these parameters: automatic_payment_methods, payment_method_types."));
        }
        for (String type : types) {
            if (!type.equals("card")) {
                throw new Refusal(StripeError.invalid(
                        "payment_intent_invalid_parameter",
                        "payment_method_types",
                        "The payment method type \"" + type + "\" is invalid. The simulator takes cards only."));
            }
        }
        return enabled ? new AutomaticPaymentMethods(true, redirects == null ? "always" : redirects) : null;
    }

    private static Confirmation paying(Parameters parameters) {
        String returnUrl = parameters.text("return_url").orElse(null);
        if (returnUrl != null && !WebAddress.isOne(returnUrl)) {
            throw new Refusal(StripeError.invalid("url_invalid", "return_url", "Not a valid URL"));
        }
        return new Confirmation(card(parameters), returnUrl);
    }

    private static TestCard card(Parameters parameters) {
        String method = parameters.text("payment_method").orElse(null);
        if (!parameters.hasAny("payment_method_data[")) {
            return method == null
                    ? null
                    : TestCard.ofPaymentMethod(method)
                            .orElseThrow(() -> noSuch("PaymentMethod", method, "payment_method"));
        }
        if (method != null) {
            throw new Refusal(StripeError.invalid(
                    null,
                    "payment_method_data",
                    "You may only specify one of these parameters: payment_method, payment_method_data."));
        }
        return cardOfToken(parameters);
    }

    private static TestCard cardOfToken(Parameters parameters) {
        String type = parameters.required("payment_method_data[type]");
        if (!type.equals("card")) {
            throw new Refusal(StripeError.invalid(
                    null, "payment_method_data[type]", "Invalid payment_method_data[type]: must be one of card"));
        }
        String token = parameters.required(TOKEN);
        return TestCard.ofToken(token).orElseThrow(() -> noSuch("token", token, TOKEN));
    }

    private static Refusal noSuch(String kind, String id, String param) {
        return new Refusal(StripeError.noSuch(400, kind, id, param));
    }
}
