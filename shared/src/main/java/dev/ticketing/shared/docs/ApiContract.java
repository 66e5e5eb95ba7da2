package dev.ticketing.shared.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A context's OpenAPI document, in YAML. */
public final class ApiContract {

    private static final String FILE = "openapi.yaml";

    private final String name;
    private final Document document;

    private ApiContract(String name, Document document) {
        this.name = name;
        this.document = document;
    }

    /**
     * The contract that lies on the class path beside a class; empty when there is none.
     *
     * @param name the context's name
     */
    public static Optional<ApiContract> beside(Class<?> context, String name) {
        try (var yaml = context.getResourceAsStream(FILE)) {
            // RFC 9512
            return yaml == null
                    ? Optional.empty()
                    : Optional.of(new ApiContract(name, Document.of("application/yaml", yaml.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Where it is served. */
    String path() {
        return path(name);
    }

    /** Where a context's is served. */
    static String path(String name) {
        return ApiDocs.PATH + "/" + name + ".yaml";
    }

    Document document() {
        return document;
    }
}
