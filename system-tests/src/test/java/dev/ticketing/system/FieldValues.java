package dev.ticketing.system;

import dev.ticketing.system.Route.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What may stand in the place of a field's value, as JSON or as what is none, and how it must be answered. */
final class FieldValues {

    /** A JSON text, or what is taken for one. */
    record Value(String name, String json, Expected expected) {}

    private static final List<String> OTHER_TYPES = List.of(
            "true",
            "false",
            "[]",
            "[1]",
            "[\"a\"]",
            "[[]]",
            "[null]",
            "[{\"$gt\":\"\"}]",
            "{}",
            "{\"$gt\":\"\"}",
            "{\"$where\":\"sleep(1000)\"}",
            "{\"$ne\":null}",
            "{\"$regex\":\".*\"}",
            "{\"$in\":[\"a\"]}",
            "{\"$expr\":{}}",
            "{\"toString\":\"a\"}",
            "{\"__proto__\":{}}",
            "{\"@type\":\"java.net.URL\"}",
            nested("[", "]", 100),
            nested("{\"a\":", "}", 100).replace("{\"a\":}", "{}"));

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "0e0",
            "-1",
            "-0.01",
            "0.001",
            "0.009",
            "1.999",
            "19.995",
            "1e-3",
            "1E-400",
            "999999.991",
            "1000000",
            "1e6",
            "1e7",
            "1e19",
            "1e308",
            "1e309",
            "1e400",
            "-1e400",
            "1e999999999",
            "4.9e-324",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "1234567890123456789012345678901234567890",
            "0.1234567890123456789012345678901234567890",
            "9".repeat(900));

    private static final List<String> PRICES =
            List.of("0.01", "1", "1.0", "1.5", "19.99", "19.990", "1e2", "1E+2", "1999e-2", "999999.99", "999999.990");

    /** Where a value would stand there is none: the whole body is malformed. */
    private static final List<String> NO_VALUES = List.of(
            "",
            "NaN",
            "Infinity",
            "-Infinity",
            "+1",
            "01",
            "-01",
            ".5",
            "5.",
            "1e",
            "1e+",
            "0x10",
            "1_000",
            "1,5",
            "--1",
            "True",
            "nul",
            "None",
            "undefined",
            "'a'",
            "a",
            "\"a",
            "a\"",
            "\"\\x41\"",
            "\"\\u12\"",
            "\"\\",
            "\"\\u00zz\"",
            "\"a\nb\"",
            "\"a\tb\"",
            "\"a\u0000b\"",
            "\"a\u001fb\"",
            "[1,]",
            "[1",
            "1]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":1",
            "{a:1}",
            "{\"a\":1,}",
            "{1:1}",
            "/* a */ 1 //",
            "<a/>",
            "new Date()",
            "0".repeat(2_000),
            "9".repeat(2_000),
            nested("[", "]", 10_000),
            nested("[", "", 20_000),
            "[".repeat(60_000),
            "{\"a\":".repeat(10_000));

    /** Strings that no text may be, and no email address either. */
    private static final List<String> UNPRINTABLE = List.of(
            "\"\"",
            "\" \"",
            "\"  \\t\\r\\n \"",
            "\"\\u3000\\u2003\"",
            "\"a\\u0000b\"",
            "\"\\u0000\"",
            "\"a\\u0007b\"",
            "\"a\\nb\"",
            "\"a\\r\\nset-cookie: b\"",
            "\"a\\u001b[31mb\"",
            "\"a\\u007fb\"",
            "\"a\\u0085b\"",
            "\"a\\u009fb\"",
            "\"\\ud800\"",
            "\"a\\ud800b\"",
            "\"a\\udc00b\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\"");

    /** Strings that are text, whatever they look like; none of them is an email address. */
    private static final List<String> ODD_TEXTS = List.of(
            "\"$gt\"",
            "\"{\\\"$gt\\\":\\\"\\\"}\"",
            "\"__proto__\"",
            "\"null\"",
            "\"undefined\"",
            "\"NaN\"",
            "\"0\"",
            "\"'; drop table tickets; --\"",
            "\"<script>alert(1)</script>\"",
            "\"${jndi:ldap://127.0.0.1/a}\"",
            "\"{{7*7}}\"",
            "\"%00%n%s\"",
            "\"../../../../etc/passwd\"",
            "\"a\\/b\\\\c\\\"d\"",
            "\"\\u65e5\\u672c\\u8a9e\"",
            "\"\\ud83d\\ude00\"",
            "\"\ud83d\ude00\"",
            "\"e\\u0301\\u0323\"",
            "\"a\\u202eb\\u200bc\\ufeff\"",
            "\"\\uffff\\ufffe\"",
            "\"a\\u2028b\"");

    private static final List<String> NO_EMAILS = List.of(
            "\"a\"",
            "\"@\"",
            "\"a@b\"",
            "\"@b.example\"",
            "\"a@\"",
            "\"a@b@c.example\"",
            "\"a b@c.example\"",
            "\"a@b c.example\"",
            "\"a@.example\"",
            "\"a@b.\"",
            "\"a@b..example\"",
            "\"" + "a".repeat(65) + "@b.example\"");

    private FieldValues() {}

    /** Whatever of all this may stand in a JSON text, for whom it does not matter how it is answered. */
    static List<String> all() {
        return Stream.of(OTHER_TYPES, NUMBERS, PRICES, UNPRINTABLE, ODD_TEXTS, NO_EMAILS)
                .flatMap(List::stream)
                .toList();
    }

    /** What is no JSON. */
    static List<String> none() {
        return NO_VALUES;
    }

    /** All that is tried in the place of a field. */
    static List<Value> of(Field field) {
        var values = new ArrayList<Value>();
        addAll(values, field, NO_VALUES, Expected.MALFORMED);
        addAll(values, field, OTHER_TYPES, Expected.NAMED);
        addAll(values, field, List.of("null"), field.required() ? Expected.NAMED : Expected.SERVED);
        switch (field.kind()) {
            case TEXT -> {
                addAll(values, field, both(NUMBERS, PRICES), Expected.NAMED);
                addAll(values, field, UNPRINTABLE, Expected.NAMED);
                addAll(values, field, ODD_TEXTS, Expected.SERVED);
                addAll(values, field, List.of(longText(field.max())), Expected.SERVED);
                addAll(values, field, tooLong(field), Expected.NAMED);
            }
            case EMAIL -> {
                addAll(values, field, both(NUMBERS, PRICES), Expected.NAMED);
                addAll(values, field, both(both(UNPRINTABLE, ODD_TEXTS), NO_EMAILS), Expected.NAMED);
                addAll(values, field, tooLong(field), Expected.NAMED);
            }
            case PASSWORD -> {
                addAll(values, field, both(NUMBERS, PRICES), Expected.NAMED);
                addAll(values, field, List.of("\"\""), Expected.NAMED);
                addAll(
                        values,
                        field,
                        both(UNPRINTABLE.subList(1, UNPRINTABLE.size()), ODD_TEXTS),
                        Expected.SERVED_OR_REFUSED);
                addAll(values, field, List.of(longText(field.max())), Expected.SERVED);
                addAll(values, field, tooLong(field), Expected.NAMED);
            }
            case PRICE, OPTIONAL_PRICE -> {
                addAll(values, field, NUMBERS, Expected.NAMED);
                addAll(values, field, PRICES, Expected.SERVED);
                addAll(
                        values,
                        field,
                        PRICES.stream().map(price -> "\"" + price + "\"").toList(),
                        Expected.NAMED);
                addAll(values, field, both(UNPRINTABLE, ODD_TEXTS), Expected.NAMED);
            }
        }
        return values;
    }

    private static void addAll(List<Value> values, Field field, List<String> texts, Expected expected) {
        texts.forEach(json -> values.add(new Value(field.name() + ": " + abbreviated(json), json, expected)));
    }

    private static List<String> tooLong(Field field) {
        return List.of(longText(field.max() + 1), longText(1_000), longText(60_000));
    }

    private static String longText(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + close.repeat(depth);
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String abbreviated(String json) {
        return json.length() <= 60 ? json : json.substring(0, 60) + "... (" + json.length() + " characters)";
    }
}
