package dev.ticketing.stripesimulator.domain;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** application/x-www-form-urlencoded (URL Standard, section 5.1), except that what is malformed is refused. */
final class FormDecoder {

    private static final int MAX_PARAMETERS = 1_000;

    private FormDecoder() {}

    static void decode(String form, BiConsumer<String, String> parameter) {
        String[] pairs = form.split("&", -1);
        if (pairs.length > MAX_PARAMETERS) {
            throw malformed("more than " + MAX_PARAMETERS + " parameters");
        }
        for (String pair : pairs) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
            checkBrackets(name);
            parameter.accept(name, equals < 0 ? "" : unescape(pair.substring(equals + 1)));
        }
    }

    private static String unescape(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(hexDigit(text, i + 1) << 4 | hexDigit(text, i + 2));
                i += 2;
            } else if (c == '+') {
                bytes.write(' ');
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw malformed("a character that is not escaped");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed("bytes that are not UTF-8");
        }
    }

    private static int hexDigit(String text, int at) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw malformed("a malformed percent escape");
        }
        return digit;
    }

    /** A name is a word, then any number of [key]; nothing may follow or be nested in a bracket. */
    private static void checkBrackets(String name) {
        if (!name.matches("[^\\[\\]]+(\\[[^\\[\\]]*]){0,8}")) {
            throw malformed("a malformed parameter name");
        }
    }

    private static Refusal malformed(String what) {
        return new Refusal(StripeError.invalid(null, null, "Invalid request: the parameters contain " + what + "."));
    }
}
