import * as api from '../api/client';
import type { CancelReason, Order, Payment } from '../api/types';
import { Button } from '../components/Button';
import { ConfirmButton } from '../components/ConfirmButton';
import { Countdown, useRemainingSeconds } from '../components/Countdown';
import { Loading } from '../components/Loading';
import { NotFound } from '../components/NotFound';
import { Page } from '../components/Page';
import { PayForm } from '../components/PayForm';
import { Price } from '../components/Price';
import { Status } from '../components/Status';
import { formatMoment, sentence } from '../format';
import { isLive, useLiveOrder, type LiveOrder } from '../state/useLiveOrder';

const NOT_FOUND = 404;

export function OrderPage({ id }: { id: string }) {
  const live = useLiveOrder(id);
  const order = live.loaded.value;
  if (live.loaded.error?.status === NOT_FOUND) {
    return <NotFound what="Order" wayOn={<a href="/orders">See your orders</a>} />;
  }
  return (
    <Page title={order ? `Order: ${order.ticket.title}` : 'Order'}>
      <Loading loaded={live.loaded} wayOn={<a href="/orders">See your orders</a>}>
        {(loaded) => (
          <>
            <p class="facts"><Price amount={loaded.ticket.price} /><Status status={loaded.status} /></p>
            <div role="status"><Progress order={loaded} paymentSent={live.paymentSent} /></div>
            {!isLive(loaded) && <Paid payment={live.payment} />}
            <p role="status" class="notice">
              {live.trouble && `${sentence(live.trouble.message)} This page keeps asking.`}
            </p>
            {live.stale && (
              <p>This page has stopped following the order. <Button onClick={live.watchAgain}>Look again</Button></p>
            )}
            {isLive(loaded) && <Checkout order={loaded} live={live} />}
            <p><a href={`/tickets/${encodeURIComponent(loaded.ticket.id)}`}>See the ticket</a></p>
          </>
        )}
      </Loading>
    </Page>
  );
}

/** Where the order stands, in a sentence; announced when it changes. */
function Progress({ order, paymentSent }: { order: Order; paymentSent: boolean }) {
  switch (order.status) {
    case 'created':
      return <p>{paymentSent ? CONFIRMING : 'The ticket is being reserved for you.'}</p>;
    case 'awaiting:payment':
      return <p>{paymentSent ? CONFIRMING : 'The ticket is reserved for you until the time to pay is over.'}</p>;
    case 'complete':
      return <p>Complete: the ticket is yours.</p>;
    case 'cancelled':
      return <Cancelled order={order} paymentSent={paymentSent} />;
  }
}

const CONFIRMING = 'Your payment went out. Waiting for the order to be confirmed.';

const CANCEL_SENTENCES: Record<CancelReason, string> = {
  'user': 'You cancelled this order.',
  'expired': 'The time to pay ran out before a payment arrived, so the ticket went back on sale.',
  'payment-failed': 'Your payments were declined, so the order was cancelled and the ticket went back on sale.',
  'ticket-unavailable': 'Somebody else was faster, or the seller took the ticket off sale, so you cannot have it.',
  'price-changed': 'The seller changed the price before the ticket was reserved for you. '
    + 'You can order it again at the new price.',
  'user-banned': 'Your account was blocked, so the order was cancelled.',
};

function Cancelled({ order: { cancelReason, refund }, paymentSent }: { order: Order; paymentSent: boolean }) {
  return (
    <>
      <p>{cancelReason ? CANCEL_SENTENCES[cancelReason] : 'This order was cancelled.'}</p>
      {refund && <p>Refunded in full: <Price amount={refund.amount} /> on {formatMoment(refund.at)}.</p>}
      {!refund && paymentSent && <p>What you paid is being refunded in full.</p>}
    </>
  );
}

/** What was paid and what Stripe calls it, for when somebody has to ask about it. */
function Paid({ payment }: { payment: Payment | null }) {
  if (payment?.status === 'failed') {
    return <p>Nothing was charged.</p>;
  }
  if (payment?.at === undefined) {
    return null;
  }
  const references = [payment.stripeId, payment.stripeRefundId].filter((id) => id !== undefined);
  return (
    <p>
      You paid <Price amount={payment.amount} /> on {formatMoment(payment.at)}.
      {references.length > 0 && <small class="references">{`Reference: ${references.join(', ')}`}</small>}
    </p>
  );
}

/** Time, payment and the way out of an order that can still become either complete or cancelled. */
function Checkout({ order, live }: { order: Order; live: LiveOrder }) {
  const remainingSeconds = useRemainingSeconds(order.expiresAt);
  const timeUp = remainingSeconds === 0;

  async function cancel(): Promise<void> {
    try {
      await api.cancelOrder(order.id);
    } finally {
      await live.loaded.reload();
    }
  }

  if (live.paymentSent) {
    return null;
  }
  return (
    <>
      {!timeUp && <Countdown remainingSeconds={remainingSeconds} />}
      <p role="status" class="notice">
        {timeUp && 'The time to pay is over. Waiting for the order to be closed.'}
      </p>
      {/* Hidden, not removed: a payment that is under way still has something to say. */}
      <div hidden={timeUp}>
        <PayForm
          order={order}
          onSent={live.markPaymentSent}
          onRefused={() => void live.loaded.reload()}
        />
        <ConfirmButton
          label="Cancel the order"
          question="Cancel this order? The ticket goes back on sale."
          confirm="Yes, cancel it"
          decline="No, keep it"
          action={cancel}
        />
      </div>
    </>
  );
}
