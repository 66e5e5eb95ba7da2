package dev.ticketing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient.Answer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A list that is read page by page, as its Link headers (RFC 8288) say. */
public final class Pages {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private Pages() {}

    /** The ids of one page. */
    public static List<String> ids(Answer page) {
        return page.expect(200).array().stream()
                .map(JsonObject.class::cast)
                .map(item -> item.getString("id"))
                .toList();
    }

    /** Where the next page is. */
    public static Optional<String> next(Answer page) {
        return Optional.ofNullable(page.expect(200).header("link")).map(link -> {
            var matcher = NEXT.matcher(link);
            assertThat(link).matches(NEXT);
            return matcher.matches() ? matcher.group(1) : "";
        });
    }

    /** The ids of all pages from this one on. */
    public static List<String> allIds(ApiClient client, String first) {
        var all = new ArrayList<String>();
        for (var path = Optional.of(first); path.isPresent(); ) {
            var page = client.get(path.get());
            all.addAll(ids(page));
            path = next(page);
        }
        return all;
    }
}
