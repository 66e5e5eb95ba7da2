import type { Order, Payment } from '../api/types';
import { formatMoment, formatPrice, formatTime } from '../format';
import { texts } from '../i18n';
import { currency } from '../state/serverConfig';
import type { LiveOrder } from '../state/useLiveOrder';

/** Where the order stands, in a sentence; announced when it changes. */
export function OrderProgress({ order, live }: { order: Order; live: LiveOrder }) {
  const { paymentSent, payment } = live;
  const words = texts().order;
  const until = formatTime(order.expiresAt);
  switch (order.status) {
    case 'created':
      return <p>{paymentSent ? words.confirming : order.offered ? words.offered(until) : words.reserving}</p>;
    case 'awaiting:payment':
      return <p>{paymentSent ? words.confirming : order.offered ? words.offered(until) : words.reserved}</p>;
    case 'complete':
      return <p>{words.complete}</p>;
    case 'cancelled':
      return <Cancelled order={order} paymentSent={paymentSent} payment={payment.value} />;
  }
}

interface CancelledProps {
  order: Order;
  paymentSent: boolean;
  payment: Payment | null;
}

function Cancelled({ order, paymentSent, payment }: CancelledProps) {
  const { cancelReason } = order;
  const words = texts().order;
  return (
    <>
      <p>{cancelReason ? words.why[cancelReason] : words.cancelled}</p>
      {paymentSent || order.refund ? <p>{moneyBack(order, payment)}</p> : null}
    </>
  );
}

/** A bank may send a refund back after it had taken it, so what the payment says of it goes first. */
function moneyBack({ refund: done }: Order, payment: Payment | null): string {
  const words = texts().order;
  const refund = payment?.refund;
  if (refund?.status === 'failed') {
    return words.refundFailed(money(refund.amount));
  }
  if (done) {
    return words.refunded(money(done.amount), formatMoment(done.at));
  }
  return refund?.status === 'pending'
    ? words.refundOnItsWay(money(refund.amount), formatMoment(refund.at))
    : words.refunding;
}

/** What was paid and what Stripe calls it, for when somebody has to ask about it. */
export function Paid({ payment }: { payment: Payment | null }) {
  const words = texts().order;
  if (payment?.status === 'failed') {
    return <p>{words.notCharged}</p>;
  }
  if (payment?.at === undefined) {
    return null;
  }
  const references = [payment.stripeId, payment.stripeRefundId].filter((id) => id !== undefined);
  return (
    <p>
      {words.paid(money(payment.amount), formatMoment(payment.at))}
      {payment.dispute && ` ${words.disputed[payment.dispute.status](money(payment.dispute.amount))}`}
      {references.length > 0 && <small class="references">{`${words.reference}${references.join(', ')}`}</small>}
    </p>
  );
}

function money(amount: number): string {
  return formatPrice(amount, currency.value);
}
