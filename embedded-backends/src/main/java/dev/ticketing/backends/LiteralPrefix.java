package dev.ticketing.backends;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;

/** What every string that matches an anchored regular expression begins with. */
final class LiteralPrefix {

    private static final String QUOTE = "^\\Q";
    private static final String END_QUOTE = "\\E";
    private static final String OPTIONAL_QUANTIFIERS = "*?{";

    private LiteralPrefix() {}

    /**
     * Empty when nothing is certain: not anchored, alternatives, options that ignore case or anchor at
     * lines.
     */
    static String of(BsonRegularExpression expression) {
        String pattern = expression.getPattern();
        String options = expression.getOptions();
        boolean plain = options == null || options.isEmpty();
        if (!plain || !pattern.startsWith("^")) {
            return "";
        }
        if (pattern.startsWith(QUOTE)) {
            int end = pattern.indexOf(END_QUOTE);
            return end == pattern.length() - END_QUOTE.length() ? pattern.substring(QUOTE.length(), end) : "";
        }
        return pattern.contains("|") ? "" : unquoted(pattern);
    }

    private static String unquoted(String pattern) {
        StringBuilder prefix = new StringBuilder();
        int at = 1;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            boolean escaped = c == '\\' && at + 1 < pattern.length() && !isWord(pattern.charAt(at + 1));
            if (!escaped && ".[](){}*+?^$\\".indexOf(c) >= 0) {
                boolean lastIsOptional = OPTIONAL_QUANTIFIERS.indexOf(c) >= 0 && !prefix.isEmpty();
                prefix.setLength(prefix.length() - (lastIsOptional ? 1 : 0));
                break;
            }
            prefix.append(escaped ? pattern.charAt(at + 1) : c);
            at += escaped ? 2 : 1;
        }
        return prefix.toString();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c);
    }
}
