import * as api from '../api/client';
import type { Payment } from '../api/types';
import { ItemList } from '../components/ItemList';
import { Page } from '../components/Page';
import { PaymentStatus } from '../components/Status';
import { formatMoment } from '../format';
import { useList } from '../state/useList';
import { useLoad } from '../state/useLoad';

export function PaymentsPage() {
  const list = useList(api.listPayments, '/api/payments');
  const titles = useTitles();
  return (
    <Page title="Your payments">
      <ItemList
        list={list}
        called="Payments"
        item={(payment) => ({
          id: payment.id,
          title: titles.get(payment.orderId) ?? 'See the order',
          price: payment.amount,
          href: `/orders/${encodeURIComponent(payment.orderId)}`,
          status: <PaymentStatus payment={payment} />,
          note: note(payment),
        })}
        empty={() => (
          <p>
            You have not paid for a ticket yet. <a href="/orders">See your orders</a>.
          </p>
        )}
      />
    </Page>
  );
}

function note({ at, refund, stripeId }: Payment): string {
  const refunded = refund?.status === 'succeeded' && `refunded on ${formatMoment(refund.at)}`;
  return [at && formatMoment(at), refunded, stripeId].filter(Boolean).join(', ');
}

/** Titles of the newest orders. Payments do not have them, and where none is known the link will do. */
function useTitles(): ReadonlyMap<string, string> {
  const { value } = useLoad((signal) => api.listOrders('/api/orders?limit=100', signal));
  return new Map(value?.items.map(({ id, ticket }) => [id, ticket.title]));
}
