package dev.ticketing.testkit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Response;
import io.vertx.openapi.contract.SecurityRequirement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an exchange differs in from what a contract says. vertx-openapi reads the document and its schemas judge the
 * values; its own validators are not used, for they take no header or parameter that has a quotation mark in it (every
 * Link has) and turn the text 12 into a number.
 */
final class Conformance {

    /** What any answer may have in its header without a word in the contract. */
    private static final Set<String> COMMON_HEADERS = Set.of(
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "content-security-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
            "referrer-policy",
            "strict-transport-security",
            "server",
            "transfer-encoding",
            "x-content-type-options",
            "x-frame-options");

    private final Contract contract;
    private final Operation operation;
    private final Exchange exchange;
    private final List<String> differences = new ArrayList<>();

    private Conformance(Contract contract, Operation operation, Exchange exchange) {
        this.contract = contract;
        this.operation = operation;
        this.exchange = exchange;
    }

    /** Holds an exchange against its operation; empty when it is as the contract says. */
    static List<String> differences(Contract contract, Operation operation, Exchange exchange) {
        var conformance = new Conformance(contract, operation, exchange);
        Contract.response(operation, exchange.status())
                .ifPresentOrElse(
                        conformance::checkAnswer,
                        () -> conformance.differences.add("status %d is not in the contract of %s"
                                .formatted(exchange.status(), operation.getOperationId())));
        if (exchange.succeeded()) {
            conformance.checkRequest();
        }
        return conformance.differences;
    }

    private void checkAnswer(Response response) {
        response.getHeaders().forEach(this::checkHeader);
        checkUnknownHeaders(response);
        var body = exchange.answerBody();
        if (response.getContent().isEmpty()) {
            note(body.length() > 0, "the answer has a body where the contract has none");
            return;
        }
        var type = exchange.answer().getHeader("content-type");
        var content = content(response.getContent(), type);
        note(content.isEmpty(), "the answer's content type " + type + " is not in the contract");
        content.ifPresent(media -> {
            if (media.getIdentifier().equals(Contract.TEXT)) {
                contract.differences(media.getSchema(), body.toString())
                        .forEach(difference -> note(true, "answer " + difference));
            } else {
                checkJson("answer", media, body);
            }
        });
    }

    private void checkHeader(Parameter header) {
        var value = exchange.answer().getHeader(header.getName());
        if (value == null) {
            note(header.isRequired(), "the answer has no header " + header.getName());
        } else {
            checkText("header " + header.getName(), header, value);
        }
    }

    private void checkUnknownHeaders(Response response) {
        var known = response.getHeaders().stream()
                .map(header -> header.getName().toLowerCase(Locale.ROOT))
                .toList();
        exchange.answer().headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !COMMON_HEADERS.contains(name) && !known.contains(name))
                .forEach(name -> note(true, "the answer's header " + name + " is not in the contract"));
    }

    /** What the contract refuses must not be served. */
    private void checkRequest() {
        int before = differences.size();
        operation.getParameters().forEach(this::checkParameter);
        checkSecurity(operation.getSecurityRequirements());
        checkRequestBody();
        if (differences.size() > before) {
            differences.add(before, "the contract refuses this request, yet it was served:");
        }
    }

    private void checkParameter(Parameter parameter) {
        var what = parameter.getIn().name().toLowerCase(Locale.ROOT) + " parameter " + parameter.getName();
        var value =
                switch (parameter.getIn()) {
                    case PATH -> Optional.of(pathParameter(parameter.getName()));
                    case QUERY -> exchange.query(parameter.getName());
                    case HEADER -> Optional.ofNullable(exchange.headers().get(parameter.getName()));
                    case COOKIE -> throw new AssertionError("cookies are the security schemes' matter");
                };
        note(value.isEmpty() && parameter.isRequired(), "there is no " + what);
        value.ifPresent(text -> checkText(what, parameter, text));
    }

    private String pathParameter(String name) {
        var template = operation.getAbsoluteOpenAPIPath().split("/", -1);
        int index = List.of(template).indexOf("{" + name + "}");
        return exchange.path().split("/", -1)[index];
    }

    private void checkSecurity(List<SecurityRequirement> alternatives) {
        note(
                !alternatives.isEmpty() && alternatives.stream().noneMatch(this::isMet),
                "there is none of the session cookies that the operation needs");
    }

    private boolean isMet(SecurityRequirement requirement) {
        return requirement.getNames().stream()
                .map(contract.document()::securityScheme)
                .allMatch(scheme -> exchange.hasCookie(scheme.getName()));
    }

    private void checkRequestBody() {
        var described = operation.getRequestBody();
        if (described == null) {
            return;
        }
        if (!exchange.hasBody()) {
            note(described.isRequired(), "there is no body");
            return;
        }
        var type = exchange.headers().get("content-type");
        var content = content(described.getContent(), type);
        note(content.isEmpty(), "the content type " + type + " is not in the contract");
        content.ifPresent(media -> checkJson("request", media, exchange.body()));
    }

    private void checkJson(String whose, MediaType media, Buffer body) {
        try {
            var value = Json.decodeValue(body);
            contract.differences(media.getSchema(), value).forEach(difference -> note(true, whose + " " + difference));
        } catch (DecodeException malformed) {
            note(true, "the " + whose + "'s body is no JSON");
        }
    }

    private void checkText(String what, Parameter described, String text) {
        var type = described.getSchemaType();
        try {
            contract.differences(described.getSchema(), valueOf(text, type))
                    .forEach(difference -> note(true, what + " " + difference));
        } catch (ArithmeticException | NumberFormatException malformed) {
            note(true, what + " is no " + type.getName());
        }
    }

    private static Object valueOf(String text, SchemaType type) {
        if (type == SchemaType.INTEGER) {
            return new BigDecimal(text).longValueExact();
        }
        return type == SchemaType.NUMBER ? (Object) new BigDecimal(text).doubleValue() : text;
    }

    private void note(boolean differs, String difference) {
        if (differs) {
            differences.add(difference);
        }
    }

    private static Optional<MediaType> content(Map<String, MediaType> contents, String contentType) {
        var type = Exchange.mediaType(contentType);
        return Optional.ofNullable(contents.get(type.equals(Contract.EVENT_STREAM) ? Contract.TEXT : type));
    }
}
