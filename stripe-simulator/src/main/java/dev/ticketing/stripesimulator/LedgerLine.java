package dev.ticketing.stripesimulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * One entry as one line of JSON: {@code {"crc32":"0123abcd","number":1,"entry":{...}}}. The checksum covers everything
 * between it and the last brace; the number counts lines from 1, so that a missing line is noticed.
 */
final class LedgerLine {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);
    private static final String START = "{\"crc32\":\"";
    private static final int CHECKED_FROM = START.length() + 8;

    private LedgerLine() {}

    /** With the line feed at its end, without which a line does not count. */
    static byte[] encode(long number, LedgerEntry entry) {
        try {
            String checked = "\",\"number\":" + number + ",\"entry\":" + MAPPER.writeValueAsString(entry);
            byte[] bytes = checked.getBytes(StandardCharsets.UTF_8);
            return (START + crc(bytes, 0, bytes.length) + checked + "}\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossibleForRecords) {
            throw new IllegalStateException(impossibleForRecords);
        }
    }

    /**
     * Reads a line back, given without its line feed.
     *
     * @throws IOException when it is not what was written as that number
     */
    static LedgerEntry decode(long number, byte[] line) throws IOException {
        byte[] start = START.getBytes(StandardCharsets.UTF_8);
        if (line.length <= CHECKED_FROM || !Arrays.equals(line, 0, start.length, start, 0, start.length)) {
            throw new IOException("it is not a ledger line");
        }
        String crc = new String(line, start.length, 8, StandardCharsets.ISO_8859_1);
        if (!crc.equals(crc(line, CHECKED_FROM, line.length - CHECKED_FROM - 1))) {
            throw new IOException("its checksum does not match");
        }
        String head = "\",\"number\":" + number + ",\"entry\":";
        String rest = new String(line, CHECKED_FROM, line.length - CHECKED_FROM - 1, StandardCharsets.UTF_8);
        if (!rest.startsWith(head)) {
            throw new IOException("lines before it are missing or repeated");
        }
        return MAPPER.readValue(rest.substring(head.length()), LedgerEntry.class);
    }

    private static String crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return "%08x".formatted(crc.getValue());
    }
}
