package dev.ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lists read page by page, as their Link headers lead. */
final class Pages {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private Pages() {}

    /** The address of the next page; null where there is none. */
    static String next(Answer page) {
        var header = page.expect(200).header("link");
        if (header == null) {
            return null;
        }
        var matcher = NEXT.matcher(header);
        assertThat(matcher.matches()).as(header).isTrue();
        return matcher.group(1);
    }

    /** The ids on all pages. */
    static List<String> idsOf(ApiClient client, String firstPage) {
        var ids = new ArrayList<String>();
        for (var address = firstPage; address != null; ) {
            var page = client.get(address);
            address = next(page);
            ids.addAll(ids(page));
        }
        return ids;
    }

    static List<String> ids(Answer page) {
        return page.array().stream()
                .map(ticket -> ((JsonObject) ticket).getString("id"))
                .toList();
    }
}
