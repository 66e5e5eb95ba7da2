package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Cashier;
import dev.ticketing.stripesimulator.domain.Challenge;
import dev.ticketing.stripesimulator.domain.Outcome;
import dev.ticketing.stripesimulator.domain.Parameters;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.Refusal;
import dev.ticketing.stripesimulator.domain.WebAddress;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The page on which a bank asks its customer whether a payment is theirs. Whoever has the id of the question may answer
 * it; the answer sends the browser back to the shop's {@code return_url}, as Stripe does.
 */
final class ChallengePage {

    private static final String SOURCE = "source";
    private static final String STYLE =
            "body{font-family:system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;line-height:1.5}"
                    + "button{font:inherit;padding:.6rem 1rem;margin:.5rem .5rem 0 0}";
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>%2$s</style>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            %3$s
            </main>
            </body>
            </html>
            """;
    private static final String QUESTION = """
            <p>This is the Stripe simulator in the place of a bank. No money moves.</p>
            <p>Is this payment of <strong>%s</strong> yours?</p>
            <form method="post">
            <button type="submit" name="answer" value="passed">Yes, complete the payment</button>
            <button type="submit" name="answer" value="failed">No, fail the authentication</button>
            </form>""";

    private final Books books;
    private final Cashier cashier;
    private final Writes writes;

    ChallengePage(Books books, Cashier cashier, Writes writes) {
        this.books = books;
        this.cashier = cashier;
        this.writes = writes;
    }

    /** Where the page of an intent that waits for an answer is. */
    static String path(PaymentIntent intent) {
        return "/3ds/" + intent.id() + "?" + SOURCE + "=" + intent.challenge().source();
    }

    void show(RoutingContext context) {
        PaymentIntent intent = asked(context);
        if (intent == null) {
            over(context);
            return;
        }
        String returnUrl = intent.challenge().returnUrl();
        // Browsers apply form-action to where the answer redirects as well.
        String formAction = "'self'" + (returnUrl == null ? "" : " " + WebAddress.origin(returnUrl));
        writes.settled()
                .onSuccess(settled ->
                        page(context, 200, formAction, "Confirm your payment", QUESTION.formatted(intent.price())))
                .onFailure(context::fail);
    }

    void answer(RoutingContext context) {
        PaymentIntent intent = asked(context);
        String answer = answerIn(Desk.body(context));
        if (intent == null) {
            over(context);
        } else if (!answer.equals("passed") && !answer.equals("failed")) {
            page(context, 400, "'none'", "Not an answer", "<p>Go back and press one of the two buttons.</p>");
        } else {
            writes.run(now -> cashier.authenticated(intent.id(), answer.equals("passed"), now))
                    .onSuccess(outcome -> sendBack(context, intent, outcome))
                    .onFailure(context::fail);
        }
    }

    private static String answerIn(String form) {
        try {
            return Parameters.parse(form).text("answer").orElse("");
        } catch (Refusal malformed) {
            return "";
        }
    }

    /** The intent whose open question the address names, or null. */
    private PaymentIntent asked(RoutingContext context) {
        String source = context.request().getParam(SOURCE);
        return books.intents()
                .find(context.pathParam("intent"))
                .filter(intent -> intent.challenge() != null)
                .filter(intent -> Objects.equals(intent.challenge().source(), source))
                .orElse(null);
    }

    /** https://docs.stripe.com/payments/accept-a-payment: the three parameters a buyer comes back with. */
    private static void sendBack(RoutingContext context, PaymentIntent intent, Outcome outcome) {
        Challenge challenge = intent.challenge();
        boolean paid = outcome.error() == null && intent.id().equals(paidId(outcome));
        if (challenge.returnUrl() == null) {
            page(context, 200, "'none'", "Thank you", "<p>You can close this page.</p>");
            return;
        }
        String parameters = "payment_intent=" + intent.id()
                + "&payment_intent_client_secret=" + intent.clientSecret()
                + "&redirect_status=" + (paid ? "succeeded" : "failed");
        context.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, withQuery(challenge.returnUrl(), parameters))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .end();
    }

    private static String paidId(Outcome outcome) {
        return outcome.answer() instanceof PaymentIntent after && after.status() == PaymentIntent.Status.SUCCEEDED
                ? after.id()
                : null;
    }

    private static String withQuery(String address, String parameters) {
        int hash = address.indexOf('#');
        String page = hash < 0 ? address : address.substring(0, hash);
        String fragment = hash < 0 ? "" : address.substring(hash);
        return page + (page.contains("?") ? "&" : "?") + parameters + fragment;
    }

    private static void over(RoutingContext context) {
        page(
                context,
                404,
                "'none'",
                "Nothing to confirm",
                "<p>This question has been answered, or it is no longer asked. Go back to the shop.</p>");
    }

    private static void page(RoutingContext context, int status, String formAction, String title, String content) {
        HttpServerResponse response = context.response();
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", policy(formAction))
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(PAGE.formatted(title, STYLE, content));
    }

    private static String policy(String formAction) {
        return "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; form-action " + formAction
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
