package dev.ticketing.shared.docs;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those files of Swagger UI's webjar that the page needs, and no others: its own page shows somebody else's contract.
 * They are read when they are first asked for. Their path names their version, so a browser may keep them for good.
 */
final class SwaggerUi {

    private static final String POM = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Set<String> FILES = Set.of(
            "index.css",
            "swagger-ui.css",
            "swagger-ui-bundle.js",
            "swagger-ui-standalone-preset.js",
            "favicon-32x32.png");
    private static final Map<String, String> TYPES =
            Map.of(".css", "text/css; charset=utf-8", ".js", "text/javascript; charset=utf-8", ".png", "image/png");

    private final String version = version();
    private final Map<String, Document> files = new ConcurrentHashMap<>();

    /** Where the files are served. */
    String path() {
        return ApiDocs.PATH + "/swagger-ui-" + version;
    }

    /** Answers with the file that the path parameter {@code file} names. */
    void send(RoutingContext context) {
        var file = context.pathParam("file");
        var read = files.get(file);
        if (read != null) {
            read.send(context, ApiDocs.FOR_GOOD);
        } else if (FILES.contains(file)) {
            context.vertx()
                    .executeBlocking(() -> files.computeIfAbsent(file, this::read), false)
                    .onSuccess(document -> document.send(context, ApiDocs.FOR_GOOD))
                    .onFailure(context::fail);
        } else {
            context.fail(404);
        }
    }

    private Document read(String file) {
        var type = TYPES.get(file.substring(file.lastIndexOf('.')));
        return Document.read(type, "META-INF/resources/webjars/swagger-ui/" + version + "/" + file);
    }

    private static String version() {
        var pom = new Properties();
        try (var stream = SwaggerUi.class.getClassLoader().getResourceAsStream(POM)) {
            if (stream == null) {
                throw new IllegalStateException("Swagger UI's webjar is not on the class path");
            }
            pom.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pom.getProperty("version");
    }
}
