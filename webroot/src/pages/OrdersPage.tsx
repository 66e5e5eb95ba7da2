import type { Order } from '../api/types';
import { Empty } from '../components/Empty';
import { ItemList } from '../components/ItemList';
import { Linked } from '../components/Linked';
import { OwnPlaces } from '../components/OwnPlaces';
import { Page } from '../components/Page';
import { Status } from '../components/Status';
import { formatPrice, formatTime } from '../format';
import { texts } from '../i18n';
import { currency } from '../state/serverConfig';
import { useOrders } from '../state/useOrders';
import { isLive } from '../state/useLiveOrder';

export function OrdersPage() {
  const list = useOrders();
  const words = texts().orders;
  return (
    <Page title={words.title}>
      <p class="above">
        <a href="/payments">{texts().waysOn.payments}</a>
      </p>
      <OwnPlaces />
      <ItemList
        list={list}
        called={words.called}
        item={(order) => ({
          id: order.id,
          title: order.ticket.title,
          price: order.ticket.price,
          href: `/orders/${encodeURIComponent(order.id)}`,
          status: <Status status={order.status} />,
          note: note(order),
        })}
        empty={() => (
          <Empty icon="bag">
            <p>
              <Linked text={words.none} href="/" />
            </p>
          </Empty>
        )}
      />
    </Page>
  );
}

function note(order: Order): string {
  const words = texts().orders;
  if (isLive(order)) {
    return order.offered ? words.offeredUntil(formatTime(order.expiresAt)) : words.payBy(formatTime(order.expiresAt));
  }
  const reason = order.cancelReason ? words.reasons[order.cancelReason] : '';
  const refund = order.refund ? words.refunded(formatPrice(order.refund.amount, currency.value)) : '';
  return [reason, refund].filter((part) => part !== '').join(' ');
}
