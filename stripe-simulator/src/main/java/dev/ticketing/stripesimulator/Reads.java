package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Listing;
import dev.ticketing.stripesimulator.domain.Shelf;
import dev.ticketing.stripesimulator.domain.StripeError;
import dev.ticketing.stripesimulator.domain.StripeObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The way of every request that changes nothing. What it shows is on the disk by the time it is answered. */
final class Reads {

    private static final Set<String> LISTING = Set.of("limit", "starting_after", "created*", "expand[*");

    private final Vertx vertx;
    private final Books books;
    private final Ledger ledger;
    private final Renderer renderer;

    Reads(Vertx vertx, Books books, Ledger ledger, Renderer renderer) {
        this.vertx = vertx;
        this.books = books;
        this.ledger = ledger;
        this.renderer = renderer;
    }

    <T extends StripeObject> Future<Answer> one(
            Call call, Function<Books, Shelf<T>> shelf, String id, Missing missing, Set<String> expandable) {
        call.parameters().refuseAllBut(Set.of("expand[*"));
        Set<String> expand = Expansion.of(call.parameters(), "", expandable);
        return answer(call, () -> shelf.apply(books)
                .find(id)
                .map(object -> Answer.of(200, renderer.json(object, expand)))
                .orElseGet(() -> renderer.refused(StripeError.noSuch(404, missing.kind(), id, missing.param()))));
    }

    /** How Stripe calls what is not there, and the parameter that named it. */
    record Missing(String kind, String param) {}

    <T extends StripeObject> Future<Answer> list(
            Call call, Shelf<T> shelf, Set<String> filters, Predicate<T> filter, Set<String> expandable) {
        Set<String> known = new HashSet<>(LISTING);
        known.addAll(filters);
        call.parameters().refuseAllBut(known);
        Listing listing = Listing.of(call.parameters(), shelf);
        Set<String> expand = Expansion.of(call.parameters(), "data.", expandable);
        return answer(call, () -> Answer.of(200, renderer.list(call.path(), listing.page(shelf, filter), expand)));
    }

    Books books() {
        return books;
    }

    private Future<Answer> answer(Call call, Supplier<Answer> reading) {
        return call.due(vertx).map(due -> reading.get()).compose(answer -> ledger.durable()
                .map(answer));
    }
}
