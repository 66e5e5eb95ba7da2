import * as api from '../api/client';
import type { Payment } from '../api/types';
import { Empty } from '../components/Empty';
import { ItemList } from '../components/ItemList';
import { Linked } from '../components/Linked';
import { Page } from '../components/Page';
import { PaymentStatus } from '../components/Status';
import { formatMoment } from '../format';
import { texts } from '../i18n';
import { useList } from '../state/useList';
import { useLoad } from '../state/useLoad';

export function PaymentsPage() {
  const list = useList(api.listPayments, '/api/payments');
  const titles = useTitles();
  const words = texts().payments;
  return (
    <Page title={words.title}>
      <ItemList
        list={list}
        called={words.called}
        item={(payment) => ({
          id: payment.id,
          title: titles.get(payment.orderId) ?? words.order,
          price: payment.amount,
          href: `/orders/${encodeURIComponent(payment.orderId)}`,
          status: <PaymentStatus payment={payment} />,
          note: note(payment),
        })}
        empty={() => (
          <Empty icon="card">
            <p>
              <Linked text={words.none} href="/orders" />
            </p>
          </Empty>
        )}
      />
    </Page>
  );
}

function note({ at, refund, stripeId }: Payment): string {
  const refunded = refund?.status === 'succeeded' && texts().payments.refundedOn(formatMoment(refund.at));
  return [at && formatMoment(at), refunded, stripeId].filter(Boolean).join(', ');
}

/** Titles of the newest orders. Payments do not have them, and where none is known the link will do. */
function useTitles(): ReadonlyMap<string, string> {
  const { value } = useLoad((signal) => api.listOrders('/api/orders?limit=100', signal));
  return new Map(value?.items.map(({ id, ticket }) => [id, ticket.title]));
}
