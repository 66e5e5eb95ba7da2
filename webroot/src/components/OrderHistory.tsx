import type { Order, Payment } from '../api/types';
import { formatMoment, formatPrice, formatTime } from '../format';
import { texts } from '../i18n';
import { currency } from '../state/serverConfig';
import { Icon, type IconName } from './Icon';

interface Step {
  icon: IconName;
  what: string;
  /** When, how much or why. */
  detail: string;
  /** Whether it went as the buyer wanted. */
  tone: 'good' | 'open' | 'over';
}

/** What has happened to an order, in the order in which it did. */
export function OrderHistory({ order, payment }: { order: Order; payment: Payment | null }) {
  return (
    <section class="panel" aria-labelledby="history-heading">
      <h2 id="history-heading">{texts().order.history}</h2>
      <ol class="history">
        {steps(order, payment).map(({ icon, what, detail, tone }) => (
          <li key={what} class={tone}>
            <Icon name={icon} />
            <strong>{what}</strong>
            <span>{detail}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function steps(order: Order, payment: Payment | null): Step[] {
  const { past, amountAt } = texts().order;
  const moment = (amount: number, at: string) => amountAt(formatPrice(amount, currency.value), formatMoment(at));
  const all: Step[] = [
    { icon: 'clock', what: past.held, detail: past.heldUntil(formatTime(order.expiresAt)), tone: 'open' },
  ];
  if (payment?.at !== undefined) {
    all.push({ icon: 'card', what: past.paid, detail: moment(payment.amount, payment.at), tone: 'good' });
  }
  if (order.status === 'complete') {
    all.push({ icon: 'check', what: past.complete, detail: order.ticket.title, tone: 'good' });
  }
  if (order.status === 'cancelled') {
    const reason = order.cancelReason ? texts().orders.reasons[order.cancelReason] : '';
    const what = order.cancelReason === 'expired' ? past.expired : past.cancelled;
    all.push({ icon: 'cross', what, detail: reason, tone: 'over' });
  }
  const { refund } = order;
  if (payment?.refund && payment.refund.status !== 'succeeded') {
    const { status, amount, at } = payment.refund;
    const what = status === 'pending' ? past.refunding : past.refundFailed;
    all.push({ icon: 'back', what, detail: moment(amount, at), tone: 'open' });
  } else if (refund) {
    all.push({ icon: 'back', what: past.refunded, detail: moment(refund.amount, refund.at), tone: 'good' });
  }
  return all;
}
