package dev.ticketing.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Bodies that are wrong as a whole, and some that only look so. */
final class Bodies {

    static final int LIMIT_BYTES = 64 * 1024;
    private static final int TEN_MEGABYTES = 10_000_000;

    /** Bytes to send as application/json. */
    record Body(String name, Buffer bytes, Expected expected) {}

    private static final List<String> NO_OBJECTS = List.of(
            "",
            " ",
            "\n\n",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "\"\"",
            "\"{}\"",
            "[]",
            "[{}]",
            "[[]]",
            "{",
            "}",
            "{}{}",
            "{}}",
            "{} {}",
            "{},",
            "{};",
            "{}]",
            "{} trailing",
            "{}\u0000",
            "\u0000{}",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{:1}",
            "{\"a\" 1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1,}",
            "{\"a\":1,,\"b\":2}",
            "{a:1}",
            "{'a':1}",
            "{\"a\":'b'}",
            "{\"a",
            "{\"a\":\"",
            "{\"a\":tru}",
            "// comment\n{}",
            "/* comment */{}",
            "{}// comment",
            "# comment\n{}",
            ")]}'\n{}",
            "{\"\\ud8\":1}",
            "<a/>",
            "a=b&c=d",
            "--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n--x--",
            "%7B%7D",
            "\u00ff\u00fe",
            "NaN",
            "undefined",
            "\u0080",
            "\u0000");

    private Bodies() {}

    /** All that is tried as the body of an operation that takes fields. */
    static List<Body> of(Route route) {
        var bodies = new ArrayList<Body>();
        NO_OBJECTS.forEach(text -> bodies.add(body("body " + printable(text), text, Expected.MALFORMED)));
        addEncodings(bodies, route.validBody());
        addNesting(bodies, route.validBody());
        addMembers(bodies, route.validBody());
        addSizes(bodies, route.validBody(), Expected.SERVED);
        return bodies;
    }

    /** All that is tried as the body of an operation that looks at no body: whatever it is, there is too much of it at some point. */
    static List<Body> ofNoInterest() {
        var bodies = new ArrayList<Body>();
        NO_OBJECTS.forEach(text -> bodies.add(body("body " + printable(text), text, Expected.SERVED)));
        addSizes(bodies, "{}", Expected.SERVED);
        return bodies;
    }

    private static void addEncodings(List<Body> bodies, String valid) {
        bodies.add(body("UTF-8 with a byte order mark", "\ufeff" + valid, Expected.MALFORMED));
        encoded(bodies, "UTF-16 with a byte order mark", valid, UTF_16);
        encoded(bodies, "UTF-16LE", valid, UTF_16LE);
        encoded(bodies, "UTF-16BE", valid, UTF_16BE);
        encoded(bodies, "UTF-32", valid, Charset.forName("UTF-32"));
        encoded(bodies, "EBCDIC", valid, Charset.forName("IBM037"));
        encoded(bodies, "Latin-1", unknownMember(valid, "\"\u00e9\""), ISO_8859_1);
        for (var bytes : List.of(
                "C3",
                "C3 28",
                "80",
                "C0 80",
                "C0 AF",
                "E0 80 AF",
                "ED A0 80",
                "ED A0 BD ED B8 80",
                "F4 90 80 80",
                "F8 88 80 80 80",
                "FE",
                "FF FF",
                "E2 82")) {
            var text = unknownMember(valid, "\"#\"");
            int at = text.indexOf('#');
            var broken = Buffer.buffer(text.substring(0, at));
            for (var one : bytes.split(" ", -1)) {
                broken.appendByte((byte) Integer.parseInt(one, 16));
            }
            bodies.add(new Body("no UTF-8: " + bytes, broken.appendString(text.substring(at + 1)), Expected.MALFORMED));
        }
        bodies.add(new Body("gzip", Buffer.buffer(gzip(valid)), Expected.MALFORMED));
        bodies.add(new Body("cut off", Buffer.buffer(valid.substring(0, valid.length() - 1)), Expected.MALFORMED));
    }

    private static void addNesting(List<Body> bodies, String valid) {
        bodies.add(body("100 arrays in an unknown member", unknownMember(valid, arrays(100)), Expected.SERVED));
        bodies.add(
                body("10,000 arrays in an unknown member", unknownMember(valid, arrays(10_000)), Expected.MALFORMED));
        bodies.add(body("30,000 arrays", arrays(30_000), Expected.MALFORMED));
        bodies.add(body("60,000 arrays", arrays(60_000), Expected.TOO_LARGE));
        bodies.add(body("60,000 arrays that never end", "[".repeat(60_000), Expected.MALFORMED));
        bodies.add(body("10,000 objects that never end", "{\"a\":".repeat(10_000), Expected.MALFORMED));
    }

    /** Unknown members are ignored, and of two of one name the last one counts. */
    private static void addMembers(List<Body> bodies, String valid) {
        bodies.add(body(
                "unknown members", unknownMember(valid, "{\"$gt\":\"\",\"id\":1,\"userId\":\"a\"}"), Expected.SERVED));
        bodies.add(body(
                "members that only a document has",
                unknownMember(valid, "1,\"_id\":\"a\",\"version\":9,\"status\":\"sold\""),
                Expected.SERVED));
        bodies.add(body("an empty name", "{\"\":1," + valid.substring(1), Expected.SERVED));
        bodies.add(body("5,000 members", unknownMember(valid, "0" + ",\"a\":0".repeat(5_000)), Expected.SERVED));
        bodies.add(body(
                "a name of 50,000 characters",
                unknownMember(valid, "0,\"" + "n".repeat(50_000) + "\":0"),
                Expected.SERVED));
        bodies.add(body(
                "whitespace all around",
                " \t\r\n" + valid.replace(",", " ,\n").replace(":", "\t: ") + " \r\n\t",
                Expected.SERVED));
        bodies.add(body(
                "the last of two of a name counts",
                "{" + valid.substring(1, valid.length() - 1).replaceAll("\":[^,]+", "\":7") + "," + valid.substring(1),
                Expected.SERVED));
    }

    private static void addSizes(List<Body> bodies, String valid, Expected atLimit) {
        var envelope = unknownMember(valid, "\"\"").length();
        bodies.add(body("64 KiB", unknownMember(valid, "\"" + "x".repeat(LIMIT_BYTES - envelope) + "\""), atLimit));
        bodies.add(body(
                "64 KiB + 1",
                unknownMember(valid, "\"" + "x".repeat(LIMIT_BYTES - envelope + 1) + "\""),
                Expected.TOO_LARGE));
        bodies.add(
                body("64 KiB + 1 of spaces", valid + " ".repeat(LIMIT_BYTES + 1 - valid.length()), Expected.TOO_LARGE));
        bodies.add(body("10 MB", unknownMember(valid, "\"" + "x".repeat(TEN_MEGABYTES) + "\""), Expected.TOO_LARGE));
        bodies.add(new Body("10 MB of zeros", Buffer.buffer(new byte[TEN_MEGABYTES]), Expected.TOO_LARGE));
    }

    static String unknownMember(String body, String json) {
        var comma = body.equals("{}") ? "" : ",";
        return body.substring(0, body.length() - 1) + comma + "\"unknown\":" + json + "}";
    }

    static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void encoded(List<Body> bodies, String name, String text, Charset charset) {
        bodies.add(new Body(name, Buffer.buffer(text.getBytes(charset)), Expected.MALFORMED));
    }

    private static Body body(String name, String text, Expected expected) {
        return new Body(name, Buffer.buffer(text), expected);
    }

    private static String arrays(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String printable(String text) {
        return "<" + text.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?") + ">";
    }
}
