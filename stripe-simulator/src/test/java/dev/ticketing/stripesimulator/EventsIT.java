package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.EventListParams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsIT {

    private static final int PAYMENTS = 25;

    private static RunningSimulator simulator;

    @BeforeAll
    static void start() throws StripeException {
        simulator = RunningSimulator.start();
        for (int i = 0; i < PAYMENTS; i++) {
            simulator.confirm(simulator.create(100 + i), "pm_card_visa", "pay-" + i);
        }
        simulator.stripe().v1().paymentIntents().cancel(simulator.create(99).getId());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void they_are_read_page_by_page_newest_first() throws StripeException {
        List<Event> all = new ArrayList<>();
        list(EventListParams.builder().setLimit(7L)).autoPagingIterable().forEach(all::add);

        assertThat(all).hasSize(PAYMENTS + 1);
        assertThat(all).extracting(Event::getId).doesNotHaveDuplicates();
        assertThat(all.get(0).getType()).isEqualTo("payment_intent.canceled");
        assertThat(all.get(PAYMENTS).getDataObjectDeserializer().getObject().orElseThrow())
                .isInstanceOfSatisfying(PaymentIntent.class, first -> assertThat(first.getAmount())
                        .isEqualTo(100));
    }

    @Test
    void they_are_filtered_by_type_and_time() throws StripeException {
        assertThat(list(EventListParams.builder().setType("payment_intent.canceled"))
                        .getData())
                .hasSize(1);
        assertThat(list(EventListParams.builder()
                                .addType("payment_intent.canceled")
                                .addType("charge.refunded"))
                        .getData())
                .hasSize(1);
        long created = list(EventListParams.builder()).getData().get(0).getCreated();
        assertThat(list(createdAfter(created)).getData()).isEmpty();
        assertThat(list(createdAfter(created - 3_600).setLimit(100L)).getData()).hasSize(PAYMENTS + 1);
    }

    @Test
    void one_is_read_by_its_id() throws StripeException {
        Event newest = list(EventListParams.builder()).getData().get(0);

        assertThat(simulator.stripe().v1().events().retrieve(newest.getId())).isEqualTo(newest);
        assertThat(catchThrowableOfType(
                                InvalidRequestException.class,
                                () -> simulator.stripe().v1().events().retrieve("evt_nowhere"))
                        .getStatusCode())
                .isEqualTo(404);
    }

    /** What an event shows does not change with its object. */
    @Test
    void an_event_shows_its_object_as_it_was() throws StripeException {
        try (RunningSimulator fresh = RunningSimulator.start()) {
            PaymentIntent intent = fresh.create(1);
            PaymentIntent asked = fresh.confirm(intent, "pm_card_authenticationRequired", "asked");
            fresh.stripe().v1().paymentIntents().cancel(intent.getId());

            List<Event> events = fresh.stripe().v1().events().list().getData();

            assertThat(events.get(1).getDataObjectDeserializer().getObject()).hasValue(asked);
            assertThat(asked.getStatus()).isEqualTo("requires_action");
        }
    }

    private static EventListParams.Builder createdAfter(long seconds) {
        return EventListParams.builder()
                .setCreated(EventListParams.Created.builder().setGt(seconds).build());
    }

    private static StripeCollection<Event> list(EventListParams.Builder params) throws StripeException {
        return simulator.stripe().v1().events().list(params.build());
    }
}
