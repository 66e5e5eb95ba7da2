package dev.ticketing.shared.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The API, for people: Swagger UI at {@code /api/docs}, the contracts it shows at {@code /api/docs/<context>.yaml}, and
 * a list of them at {@code /api/docs/contracts.json}. All of it comes from the class path and nothing from another host.
 *
 * <p>A process serves its own contracts, but lists everybody's: behind one door each path leads to the process that has
 * it. The page leaves out what is not there.
 */
public final class ApiDocs {

    static final String PATH = "/api/docs";

    /** The contexts that have a contract. */
    static final List<String> CONTEXTS = List.of("auth", "tickets", "orders", "payments");

    static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private static final String ASK_AGAIN = "no-cache";
    private static final String RESOURCES = "dev/ticketing/shared/docs/";

    /** Swagger UI draws its icons from data. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final SwaggerUi swaggerUi = new SwaggerUi();
    private final List<ApiContract> contracts;
    private final Document list;
    private final Document script = Document.read("text/javascript; charset=utf-8", RESOURCES + "docs.js");
    private final Document page;

    public ApiDocs(List<ApiContract> contracts) {
        this.contracts = List.copyOf(contracts);
        this.list = Document.of("application/json", list(contracts).encode().getBytes(StandardCharsets.UTF_8));
        this.page = page(swaggerUi.path());
    }

    /** Mounts all of it; nothing when there is no contract. */
    public void mount(Router router) {
        if (contracts.isEmpty()) {
            return;
        }
        router.get(PATH).handler(this::sendPage);
        router.get(PATH + "/docs.js").handler(context -> script.send(context, ASK_AGAIN));
        router.get(PATH + "/contracts.json").handler(context -> list.send(context, ASK_AGAIN));
        contracts.forEach(contract -> router.get(contract.path())
                .handler(context -> contract.document().send(context, ASK_AGAIN)));
        router.get(swaggerUi.path() + "/:file").handler(swaggerUi::send);
    }

    private void sendPage(RoutingContext context) {
        context.response().putHeader("content-security-policy", POLICY).putHeader("x-frame-options", "DENY");
        page.send(context, ASK_AGAIN);
    }

    private static Document page(String swaggerUi) {
        var template = Document.read("text/html; charset=utf-8", RESOURCES + "page.html");
        var html = template.content().toString().replace("{swagger-ui}", swaggerUi);
        return Document.of(template.type(), html.getBytes(StandardCharsets.UTF_8));
    }

    /** As Swagger UI takes it, which shows the first: one of our own. */
    private static JsonArray list(List<ApiContract> contracts) {
        return new JsonArray(Stream.concat(contracts.stream().map(ApiContract::name), CONTEXTS.stream())
                .distinct()
                .map(name -> new JsonObject().put("name", name).put("url", ApiContract.path(name)))
                .toList());
    }
}
