package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Fields;
import dev.ticketing.shared.domain.Prices;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.shared.http.Page;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketSearch;
import dev.ticketing.tickets.domain.TicketSearch.Sort;
import dev.ticketing.tickets.domain.Words;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a search from a request's query string, collecting what is wrong with it. */
final class SearchParameters {

    private static final String ME = "me";
    private static final int MAX_TEXT = 200;
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,2})?");

    private static final Map<String, Sort> SORTS =
            Map.of("newest", Sort.NEWEST, "price", Sort.CHEAPEST, "-price", Sort.DEAREST);

    private final RoutingContext context;
    private final Sessions sessions;
    private final Fields fields = new Fields(Map.of());
    private final Page page;

    SearchParameters(RoutingContext context, Sessions sessions) {
        this.context = context;
        this.sessions = sessions;
        this.page = Page.requested(context, fields);
    }

    /** Which page is asked for; to be used only after {@link #search}, which checks it. */
    Page page() {
        return page;
    }

    /** The search; fails with every problem at once. */
    TicketSearch search() {
        var sort = sort();
        var after = page.after().map(place -> keyIn(sort, place));
        var min = amountCents("minPrice");
        var max = amountCents("maxPrice");
        if (min.isPresent() && max.isPresent() && min.getAsLong() > max.getAsLong()) {
            fields.problem("minPrice", "must not be above maxPrice");
        }
        var status = status();
        var words = words();
        fields.check();
        return new TicketSearch(seller(), status, words, min, max, sort, after);
    }

    /** What the cursor of the page after a ticket is made of: its place, and in which order it is one. */
    static String placeOf(Sort sort, Ticket ticket) {
        return sort + " " + sort.keyOf(ticket);
    }

    private String keyIn(Sort sort, String place) {
        var prefix = sort + " ";
        if (place.startsWith(prefix)) {
            return place.substring(prefix.length());
        }
        return fields.fine("cursor")
                ? fields.problem("cursor", "must be one that a Link header gave for the same sort")
                : place;
    }

    private Optional<String> seller() {
        return parameter("seller").map(seller -> seller.equals(ME) ? signedIn() : seller);
    }

    private String signedIn() {
        return sessions.user(context)
                .orElseThrow(() -> new Failure.Unauthenticated("not signed in").asException())
                .id();
    }

    /** Available ones, unless asked otherwise; one's own in any status. */
    private Optional<Status> status() {
        var name = parameter("status");
        if (name.isEmpty()) {
            boolean own = parameter("seller").filter(ME::equals).isPresent();
            return own ? Optional.empty() : Optional.of(Status.AVAILABLE);
        }
        var status = Arrays.stream(Status.values())
                .filter(known -> WireName.of(known).equals(name.get()))
                .findFirst();
        if (status.isEmpty()) {
            var names = Arrays.stream(Status.values()).map(WireName::of).collect(Collectors.joining(", "));
            fields.problem("status", "must be one of " + names);
        }
        return status;
    }

    private Optional<List<String>> words() {
        var text = parameter("q").map(String::strip).filter(given -> !given.isEmpty());
        if (text.isPresent() && text.get().codePointCount(0, text.get().length()) > MAX_TEXT) {
            fields.problem("q", "must be at most " + MAX_TEXT + " characters");
            return Optional.empty();
        }
        return text.map(Words::of);
    }

    private Sort sort() {
        var sort = SORTS.get(parameter("sort").orElse("newest"));
        if (sort == null) {
            fields.problem("sort", "must be one of newest, price, -price");
            return Sort.NEWEST;
        }
        return sort;
    }

    private OptionalLong amountCents(String name) {
        var amount = parameter(name);
        if (amount.isPresent() && !AMOUNT.matcher(amount.get()).matches()) {
            fields.problem(name, "must be a number from 0 to 999999.99 with at most two decimals");
            return OptionalLong.empty();
        }
        // Of amounts like these only 0 is no price.
        return amount.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Prices.toCents(new BigDecimal(amount.get())).orElse(0));
    }

    private Optional<String> parameter(String name) {
        return context.queryParam(name).stream().findFirst();
    }
}
