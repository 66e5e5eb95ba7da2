import * as api from '../api/client';
import type { CancelReason, Order } from '../api/types';
import { ItemList } from '../components/ItemList';
import { Page } from '../components/Page';
import { Status } from '../components/Status';
import { formatPrice, formatTime } from '../format';
import { currency } from '../state/serverConfig';
import { useList } from '../state/useList';
import { isLive } from '../state/useLiveOrder';

export function OrdersPage() {
  const list = useList(api.listOrders, '/api/orders');
  return (
    <Page title="Your orders">
      <p>
        <a href="/payments">See what you have paid</a>
      </p>
      <ItemList
        list={list}
        called="Orders"
        item={(order) => ({
          id: order.id,
          title: order.ticket.title,
          price: order.ticket.price,
          href: `/orders/${encodeURIComponent(order.id)}`,
          status: <Status status={order.status} />,
          note: note(order),
        })}
        empty={() => (
          <p>
            You have not ordered a ticket yet. <a href="/">See what is on sale</a>.
          </p>
        )}
      />
    </Page>
  );
}

const REASONS: Record<CancelReason, string> = {
  user: 'You cancelled it.',
  expired: 'Not paid in time.',
  'payment-failed': 'The payments were declined.',
  'ticket-unavailable': 'The ticket was gone.',
  'price-changed': 'The price had changed.',
  'user-banned': 'Your account was blocked.',
};

function note(order: Order): string {
  if (isLive(order)) {
    return `Pay by ${formatTime(order.expiresAt)}.`;
  }
  const reason = order.cancelReason ? REASONS[order.cancelReason] : '';
  const refund = order.refund ? `${formatPrice(order.refund.amount, currency.value)} refunded.` : '';
  return [reason, refund].filter((part) => part !== '').join(' ');
}
