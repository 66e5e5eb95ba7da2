package dev.ticketing.system.observability;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A query, as far as its words go: whether it is valid is Prometheus' to say. */
record PromQl(String text) {

    private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'");
    private static final Pattern SELECTOR_OR_RANGE = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

    /** Of metrics and of what rules record. */
    Set<String> names() {
        var bare = STRING.matcher(text).replaceAll("");
        bare = SELECTOR_OR_RANGE.matcher(bare).replaceAll("");
        bare = LABELS.matcher(bare).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .map(name -> name.group())
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }
}
