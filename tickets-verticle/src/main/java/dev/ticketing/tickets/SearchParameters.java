package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Fields;
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
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,8}(\\.[0-9]{1,3})?");

    private static final Map<String, Sort> SORTS =
            Map.of("newest", Sort.NEWEST, "price", Sort.CHEAPEST, "-price", Sort.DEAREST);

    private final RoutingContext context;
    private final Sessions sessions;
    private final Currency currency;
    private final Fields fields = new Fields(Map.of());
    private final Page page;

    SearchParameters(RoutingContext context, Sessions sessions, Currency currency) {
        this.context = context;
        this.sessions = sessions;
        this.currency = currency;
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

    /** As a price; but 0 is an amount, too. */
    private OptionalLong amountCents(String name) {
        var given = parameter(name);
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        var amount = given.filter(text -> AMOUNT.matcher(text).matches()).map(BigDecimal::new);
        var cents = amount.filter(number -> number.signum() == 0).isPresent()
                ? OptionalLong.of(0)
                : amount.map(currency::toCents).orElse(OptionalLong.empty());
        if (cents.isEmpty()) {
            fields.problem(name, "must be a number from 0 to " + currency.limit());
        }
        return cents;
    }

    private Optional<String> parameter(String name) {
        return context.queryParam(name).stream().findFirst();
    }
}
