package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.ticketing.standalone.Standalone;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A marketplace whose cards go to Stripe, in a browser: what its pages may load, and what becomes of a card. Stripe.js is
 * one of ours with the calls that we make, since Stripe's cannot be had without Stripe.
 */
@WithBackends
@InBrowsers
class StripeCardIT {

    private static final String STRIPE_JS_ADDRESS = "https://js.stripe.com/clover/stripe.js";
    private static final String STRIPE_JS = """
            window.Stripe = (key) => ({
              elements: () => ({
                create: () => {
                  const listeners = {};
                  return {
                    on: (event, listener) => { listeners[event] = listener; },
                    mount: (place) => { place.textContent = 'The card fields of ' + key; listeners.ready({}); },
                    destroy: () => {},
                  };
                },
                submit: async () => ({}),
              }),
              createPaymentMethod: async () => ({ paymentMethod: { id: 'pm_typed' } }),
            });
            """;
    private static final String LOAD = """
            address => new Promise(resolve => {
              const script = document.createElement('script');
              script.src = address;
              script.onload = () => resolve('loaded');
              script.onerror = () => resolve('refused');
              document.head.append(script);
            })""";

    private static Standalone standalone;
    private static Browser browser;

    @BeforeAll
    static void start(Backends backends, Browser chromium) {
        var settings = new HashMap<>(backends.environment());
        settings.putAll(Map.of(
                "STRIPE_SECRET_KEY", "sk_test_1",
                "STRIPE_PUBLISHABLE_KEY", "pk_test_1",
                "STRIPE_WEBHOOK_SECRET", "whsec_1"));
        standalone = Standalone.start(settings, Optional.empty());
        browser = chromium;
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    @Test
    void a_card_typed_into_stripes_fields_is_paid_with_as_a_payment_method() {
        var order = orderOf(context());
        var sent = new AtomicReference<String>();
        order.page.route(address() + "/api/payments", route -> {
            sent.set(route.request().postData());
            route.fulfill(new FulfillOptions()
                    .setStatus(402)
                    .setContentType("application/json")
                    .setBody("{\"errors\":[{\"message\":\"your card was declined, you can try twice more\"}]}"));
        });
        order.page.navigate(address() + "/orders/" + order.id);
        assertThat(order.page.getByText("The card fields of pk_test_1")).isVisible();
        order.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay $19.99"))
                .click();
        assertThat(order.page.getByText("Your card was declined, you can try twice more."))
                .isVisible();
        assertThat(new JsonObject(sent.get()))
                .isEqualTo(new JsonObject().put("orderId", order.id).put("token", "pm_typed"));
    }

    @Test
    void scripts_of_stripe_are_let_in_and_no_others() {
        assertThat(load(STRIPE_JS_ADDRESS)).isEqualTo("loaded");
        assertThat(load("https://stripe.example/stripe.js")).isEqualTo("refused");
    }

    @Test
    void the_door_of_docker_lets_in_the_same() throws IOException {
        var policy = context().newPage().navigate("/").headerValue("content-security-policy");
        assertThat(Files.readString(Path.of("../docker/web/nginx.conf"))).contains("stripe \"" + policy + "\";");
    }

    private record Ordered(Page page, String id) {}

    private static Ordered orderOf(BrowserContext buyer) {
        var seller = context();
        var ticket = post(
                seller, "/api/tickets", new JsonObject().put("title", "Stalls").put("price", 19.99));
        var wanted = new JsonObject().put("ticketId", ticket.getString("id"));
        var order = new AtomicReference<JsonObject>();
        Eventually.holds(() -> {
            order.set(post(buyer, "/api/orders", wanted));
            assertThat(order.get().getString("id")).isNotNull();
        });
        return new Ordered(buyer.newPage(), order.get().getString("id"));
    }

    /** Somebody who is signed in, with a Stripe.js of ours. */
    private static BrowserContext context() {
        var context = browser.newContext(new Browser.NewContextOptions().setBaseURL(address()));
        context.route(
                url -> url.startsWith("https://"),
                route -> route.fulfill(
                        new FulfillOptions().setContentType("text/javascript").setBody(STRIPE_JS)));
        var email = UUID.randomUUID() + "@example.com";
        post(context, "/api/users/signup", new JsonObject().put("email", email).put("password", "correct horse"));
        return context;
    }

    private static JsonObject post(BrowserContext context, String path, JsonObject body) {
        var options = RequestOptions.create()
                .setHeader("content-type", "application/json")
                .setData(body.encode());
        return new JsonObject(context.request().post(path, options).text());
    }

    private static Object load(String script) {
        var page = context().newPage();
        page.navigate("/");
        return page.evaluate(LOAD, script);
    }

    private static String address() {
        return "http://localhost:" + standalone.port();
    }
}
