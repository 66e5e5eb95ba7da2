package dev.ticketing.standalone;

import static java.util.stream.Collectors.groupingBy;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.service.Service;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.standalone.DemoApi.Refused;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A marketplace to look round in: a hundred listings of several sellers, and a newcomer with listings and orders in
 * every state, whom {@code GET /demo} signs the browser in as. All of it comes about through the public API, so it
 * shows nothing that people could not have done.
 *
 * <p>The newcomer signs up when the sellers have listed everything, and orders last: a start that finds those orders
 * has nothing to do. One that does not goes on where another broke off, each seller from the last ticket listed.
 */
final class Demo {

    private static final String NEWCOMER = "newcomer";
    private static final List<String> SELLERS = List.of("maya", "ines", "tomasz", "yuki", "olu", "freya");
    private static final int NEWCOMERS_ORDERS = 3;

    private final Map<String, List<DemoListing>> listings =
            DemoListing.all(LocalDate.now(Service.CLOCK)).stream().collect(groupingBy(DemoListing::seller));
    private volatile DemoPerson newcomer;

    /** A demo for these settings; there is none where its test cards would go to Stripe itself. */
    Demo(Map<String, String> environment) {
        if (Environment.isGiven(environment, "STRIPE_SECRET_KEY")
                && !Environment.isGiven(environment, "STRIPE_API_BASE")) {
            throw new IllegalStateException(
                    "--demo pays with test cards, and STRIPE_SECRET_KEY would have them charged by Stripe: unset it");
        }
    }

    void mount(Router router) {
        router.get("/demo").handler(Reply.with(this::enter));
    }

    /** How to sign in as the newcomer. */
    String credentials() {
        return DemoPerson.emailOf(NEWCOMER) + ", password: " + DemoPerson.PASSWORD;
    }

    /** Brings about what is not there yet. */
    Future<Void> fill(DemoApi api) {
        var visitor = new DemoPerson(api, NEWCOMER);
        return isThere(visitor)
                .compose(there -> there ? Future.succeededFuture() : bringAbout(api, visitor))
                .map(done -> {
                    newcomer = visitor;
                    return null;
                });
    }

    /** Signs the browser in, the way the newcomer would, and leads to the app. */
    private Future<Reply> enter(RoutingContext context) {
        if (newcomer == null) {
            return Future.failedFuture(new Failure.Unavailable("the demo is not there yet", 1).asException());
        }
        return newcomer.signIn().map(cookies -> {
            context.response().headers().add("set-cookie", cookies);
            return new Reply(303, null, Map.of("location", "/", "cache-control", "no-store"));
        });
    }

    private Future<Boolean> isThere(DemoPerson visitor) {
        return visitor.tryToSignIn()
                .compose(known -> known
                        ? visitor.orders()
                                .map(orders -> errands(visitor, orders).isEmpty())
                        : Future.succeededFuture(false));
    }

    private Future<Void> bringAbout(DemoApi api, DemoPerson visitor) {
        var sellers = SELLERS.stream().map(name -> new DemoPerson(api, name)).toList();
        // One after the other: hashing a password takes as long as a slow machine has patience for a request.
        return inTurn(sellers, DemoPerson::signUpOrIn)
                .compose(in -> atOnce(sellers, seller -> list(seller, neighbour(seller, sellers))))
                .compose(listed -> visitor.signUpOrIn())
                .compose(in -> list(visitor, sellers.get(0)))
                .compose(listed -> shop(visitor, sellers.get(0)));
    }

    /** One ticket after the other, so that how many there are says which were listed. */
    private Future<Void> list(DemoPerson seller, DemoPerson buyer) {
        var all = listings.get(seller.name());
        return seller.listed().compose(listed -> settleNewest(listed, all, seller, buyer)
                .compose(settled -> inTurn(
                        all.subList(Math.min(listed.size(), all.size()), all.size()),
                        listing -> seller.list(listing).compose(ticket -> settle(listing, ticket, seller, buyer)))));
    }

    /** A start may have been broken off when a ticket was listed and no more; to settle one again changes nothing. */
    private static Future<Void> settleNewest(
            List<String> listed, List<DemoListing> all, DemoPerson seller, DemoPerson buyer) {
        return listed.isEmpty() || listed.size() > all.size()
                ? Future.succeededFuture()
                : settle(all.get(listed.size() - 1), listed.get(0), seller, buyer);
    }

    /** Makes a ticket what it is to become; it stays on sale where a rule is against it, such as MAX_LIVE_ORDERS. */
    private static Future<Void> settle(DemoListing listing, String ticket, DemoPerson seller, DemoPerson buyer) {
        Future<?> settled =
                switch (listing.status()) {
                    case AVAILABLE -> Future.succeededFuture();
                    case RESERVED -> buyer.order(ticket);
                    case SOLD -> buyer.orderAndPay(ticket);
                    case WITHDRAWN -> seller.withdraw(ticket);
                };
        return settled.<Void>mapEmpty()
                .recover(failure ->
                        Refused.isOf(failure, 409) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private static Future<Void> shop(DemoPerson visitor, DemoPerson seller) {
        return visitor.orders().compose(orders -> {
            var errands = errands(visitor, orders);
            return visitor.seeTickets(seller, errands.size())
                    .compose(tickets ->
                            inTurn(tickets, ticket -> errands.remove(0).apply(ticket)));
        });
    }

    /** What the newcomer has not done yet: given up one order, paid for one, and left one to be paid. */
    private static List<Function<String, Future<?>>> errands(DemoPerson visitor, List<String> orders) {
        var left = new ArrayList<Function<String, Future<?>>>();
        if (!orders.contains("cancelled")) {
            left.add(visitor::orderAndCancel);
        }
        if (!orders.contains("complete")) {
            left.add(visitor::orderAndPay);
        }
        if (orders.size() + left.size() < NEWCOMERS_ORDERS) {
            left.add(visitor::order);
        }
        return left;
    }

    private static DemoPerson neighbour(DemoPerson person, List<DemoPerson> all) {
        return all.get((all.indexOf(person) + 1) % all.size());
    }

    private static <T> Future<Void> atOnce(List<T> items, Function<T, Future<?>> step) {
        return Future.all(items.stream().map(step).toList()).mapEmpty();
    }

    private static <T> Future<Void> inTurn(List<T> items, Function<T, Future<?>> step) {
        var all = Future.<Void>succeededFuture();
        for (var item : items) {
            all = all.compose(done -> step.apply(item)).mapEmpty();
        }
        return all;
    }
}
