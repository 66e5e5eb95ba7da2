package dev.ticketing.system;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A way to say how long a body is (RFC 9112, sections 6 and 7), right or wrong.
 *
 * @param lines header lines, and last the body as it goes over the wire
 * @param statuses of a refusal; none when the body is to be read like any other
 * @param mayClose whether it may be answered by closing the connection: who frames wrongly cannot be told where the
 *     answer is
 */
record Framing(String name, List<String> lines, Set<Integer> statuses, boolean mayClose) {

    private static final String BODY = "{}";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private static final String CHUNKS = "2\r\n{}\r\n0\r\n\r\n";

    /** The request with its body framed so. */
    String text(RawRequest request) {
        return request.framed(lines.toArray(String[]::new));
    }

    static Stream<Framing> all() {
        return Stream.of(right(), wrongLengths(), wrongEncodings(), wrongChunks(), tooLarge(), expectations())
                .flatMap(framings -> framings);
    }

    private static Stream<Framing> right() {
        return Stream.of(
                read("content-length", "content-length: 2", BODY),
                read("content-length with zeros", "content-length: 0002", BODY),
                read("one chunk", CHUNKED, CHUNKS),
                read("two chunks", CHUNKED, "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"),
                read("a chunk size with zeros", CHUNKED, "00002\r\n{}\r\n000\r\n\r\n"),
                read("an upper case coding", "transfer-encoding: CHUNKED", CHUNKS),
                read("a chunk extension", CHUNKED, "2;a=b;c=\"d\"\r\n{}\r\n0;e\r\n\r\n"),
                read("a trailer", CHUNKED, "2\r\n{}\r\n0\r\nx-trailer: a\r\n\r\n"),
                read(
                        "a trailer that is a header",
                        CHUNKED,
                        "2\r\n{}\r\n0\r\ncontent-length: 99\r\ncookie: a=b\r\n\r\n"),
                read("many small chunks", CHUNKED, chunks(" ".repeat(2_000) + BODY)),
                read("spaces up to the limit", "content-length: " + Bodies.LIMIT_BYTES, padded(Bodies.LIMIT_BYTES)));
    }

    private static Stream<Framing> wrongLengths() {
        var wrong = Stream.of(
                        "-2",
                        "-0",
                        "+2",
                        "0x2",
                        "2.0",
                        "2e0",
                        "two",
                        "",
                        "2 2",
                        "2;2",
                        "\"2\"",
                        "2,3",
                        "2, 3",
                        "NaN",
                        "Infinity",
                        "\u00b2",
                        "99999999999999999999",
                        "-99999999999999999999",
                        "18446744073709551618",
                        "9".repeat(1_000))
                .map(length -> refused("content-length: " + Oddity.named(length), "content-length: " + length, BODY));
        return Stream.concat(
                wrong,
                Stream.of(
                        refused("two lengths", "content-length: 2", "content-length: 3", BODY),
                        refused("two lengths, the other way round", "content-length: 3", "content-length: 2", BODY)));
    }

    /** The one coding that we know is chunked; with a length besides it somebody is being fooled. */
    private static Stream<Framing> wrongEncodings() {
        var unknown = Stream.of(
                        "a",
                        "identity",
                        "gzip",
                        "xchunked",
                        "chunkedx",
                        "\"chunked\"",
                        "chunked;a=b",
                        "gzip, chunked",
                        "chunked, gzip",
                        "chunked, chunked",
                        "chunked, identity",
                        ",",
                        "")
                .map(coding -> refused("transfer-encoding: " + coding, "transfer-encoding: " + coding, CHUNKS));
        return Stream.concat(
                unknown,
                Stream.of(
                        refused("two codings", CHUNKED, "transfer-encoding: identity", CHUNKS),
                        refused("two codings, the other way round", "transfer-encoding: identity", CHUNKED, CHUNKS),
                        refused("a coding and a length", CHUNKED, "content-length: 2", CHUNKS),
                        refused("a length and a coding", "content-length: 2", CHUNKED, CHUNKS),
                        refused("an unknown coding and a length", "content-length: 2", "transfer-encoding: a", BODY)));
    }

    private static Stream<Framing> wrongChunks() {
        return Stream.of(
                        "zz",
                        "-1",
                        "-2",
                        "+2",
                        "0x2",
                        "",
                        " ",
                        ";",
                        "FFFFFFFF",
                        "80000000",
                        "7FFFFFFFFFFFFFFF",
                        "FFFFFFFFFFFFFFFFF",
                        "\u0000",
                        "0".repeat(20_000))
                .map(size -> broken("chunk size " + Oddity.named(size), CHUNKED, size + "\r\n{}\r\n0\r\n\r\n"))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        sizes -> Stream.concat(
                                sizes.stream(),
                                Stream.of(
                                        broken("no end of line after a chunk", CHUNKED, "2\r\n{}0\r\n\r\n"),
                                        broken("more than the chunk's size", CHUNKED, "1\r\n{}\r\n0\r\n\r\n"),
                                        broken("no chunks", CHUNKED, BODY + "\r\n\r\n"),
                                        broken("an endless chunk extension", CHUNKED, "2;" + "a".repeat(200_000)),
                                        broken(
                                                "endless trailers",
                                                CHUNKED,
                                                "2\r\n{}\r\n0\r\n" + "x: y\r\n".repeat(50_000))))));
    }

    private static Stream<Framing> tooLarge() {
        return Stream.of(
                tooLarge("64 KiB + 1", "content-length: " + (Bodies.LIMIT_BYTES + 1), padded(Bodies.LIMIT_BYTES + 1)),
                tooLarge("64 KiB + 1 and not a byte of it", "content-length: " + (Bodies.LIMIT_BYTES + 1), ""),
                tooLarge("9 EB and not a byte of it", "content-length: " + Long.MAX_VALUE, ""),
                tooLarge(
                        "64 KiB + 1 in a chunk",
                        CHUNKED,
                        Integer.toHexString(Bodies.LIMIT_BYTES + 1) + "\r\n" + padded(Bodies.LIMIT_BYTES + 1)),
                tooLarge(
                        "1 MB in small chunks, unfinished",
                        CHUNKED,
                        ("100\r\n" + " ".repeat(256) + "\r\n").repeat(4_000)),
                tooLarge(
                        "10 MB in chunks",
                        CHUNKED,
                        ("10000\r\n" + " ".repeat(65_536) + "\r\n").repeat(160) + "0\r\n\r\n"));
    }

    private static Stream<Framing> expectations() {
        return Stream.of(
                read("expect, with the body at once", "expect: 100-continue", "content-length: 2", BODY),
                read("expect in another case", "expect: 100-Continue", CHUNKED, CHUNKS),
                new Framing(
                        "an unknown expectation",
                        List.of("expect: the best", "content-length: 2", BODY),
                        Set.of(417),
                        false),
                new Framing(
                        "expect, and too large",
                        List.of("expect: 100-continue", "content-length: 70000", ""),
                        Set.of(413),
                        false));
    }

    private static Framing read(String name, String... lines) {
        return new Framing(name, List.of(lines), Set.of(), false);
    }

    private static Framing refused(String name, String... lines) {
        return new Framing(name, List.of(lines), Set.of(400), false);
    }

    private static Framing broken(String name, String... lines) {
        return new Framing(name, List.of(lines), Set.of(400, 413), true);
    }

    private static Framing tooLarge(String name, String... lines) {
        return new Framing(name, List.of(lines), Set.of(413), false);
    }

    private static String chunks(String body) {
        return IntStream.range(0, body.length())
                        .mapToObj(i -> "1\r\n" + body.charAt(i) + "\r\n")
                        .collect(Collectors.joining())
                + "0\r\n\r\n";
    }

    private static String padded(int length) {
        return BODY + " ".repeat(length - BODY.length());
    }
}
