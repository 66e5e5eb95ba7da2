import * as api from '../api/client';
import type { CancelReason, Dispute, Order, Payment } from '../api/types';
import { BankQuestion } from '../components/BankQuestion';
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
import { useBank, useReturned } from '../state/useBank';
import { isLive, useLiveOrder, type LiveOrder } from '../state/useLiveOrder';

const NOT_FOUND = 404;

export function OrderPage({ id }: { id: string }) {
  const live = useLiveOrder(id);
  const returned = useReturned();
  const order = live.loaded.value;
  if (live.loaded.error?.status === NOT_FOUND) {
    return <NotFound what="Order" wayOn={<a href="/orders">See your orders</a>} />;
  }
  return (
    <Page title={order ? `Order: ${order.ticket.title}` : 'Order'}>
      <Loading loaded={live.loaded} wayOn={<a href="/orders">See your orders</a>}>
        {(loaded) => (
          <>
            <p class="facts">
              <Price amount={loaded.ticket.price} />
              <Status status={loaded.status} />
            </p>
            <div role="status">
              <Progress order={loaded} live={live} />
            </div>
            {!isLive(loaded) && <Paid payment={live.payment.value} />}
            <p role="status" class="notice">
              {live.trouble && `${sentence(live.trouble.message)} This page keeps asking.`}
            </p>
            {live.stale && (
              <p>
                This page has stopped following the order. <Button onClick={live.watchAgain}>Look again</Button>
              </p>
            )}
            {isLive(loaded) && <Checkout order={loaded} live={live} returned={returned} />}
            <p>
              <a href={`/tickets/${encodeURIComponent(loaded.ticket.id)}`}>See the ticket</a>
            </p>
          </>
        )}
      </Loading>
    </Page>
  );
}

/** Where the order stands, in a sentence; announced when it changes. */
function Progress({ order, live }: { order: Order; live: LiveOrder }) {
  const { paymentSent, payment } = live;
  switch (order.status) {
    case 'created':
      return <p>{paymentSent ? CONFIRMING : 'The ticket is being reserved for you.'}</p>;
    case 'awaiting:payment':
      return <p>{paymentSent ? CONFIRMING : 'The ticket is reserved for you until the time to pay is over.'}</p>;
    case 'complete':
      return <p>Complete: the ticket is yours.</p>;
    case 'cancelled':
      return <Cancelled order={order} paymentSent={paymentSent} payment={payment.value} />;
  }
}

const CONFIRMING = 'Your payment went out. Waiting for the order to be confirmed.';

const CANCEL_SENTENCES: Record<CancelReason, string> = {
  user: 'You cancelled this order.',
  expired: 'The time to pay ran out before a payment arrived, so the ticket went back on sale.',
  'payment-failed': 'Your payments were declined, so the order was cancelled and the ticket went back on sale.',
  'ticket-unavailable': 'Somebody else was faster, or the seller took the ticket off sale, so you cannot have it.',
  'price-changed':
    'The seller changed the price before the ticket was reserved for you. '
    + 'You can order it again at the new price.',
  'user-banned': 'Your account was blocked, so the order was cancelled.',
};

interface CancelledProps {
  order: Order;
  paymentSent: boolean;
  payment: Payment | null;
}

function Cancelled({ order, paymentSent, payment }: CancelledProps) {
  const { cancelReason } = order;
  return (
    <>
      <p>{cancelReason ? CANCEL_SENTENCES[cancelReason] : 'This order was cancelled.'}</p>
      {paymentSent || order.refund ? <MoneyBack order={order} payment={payment} /> : null}
    </>
  );
}

/** A bank may send a refund back after it had taken it, so what the payment says of it goes first. */
function MoneyBack({ order: { refund: done }, payment }: { order: Order; payment: Payment | null }) {
  const refund = payment?.refund;
  if (refund?.status === 'failed') {
    return (
      <p>
        Your bank did not take the refund of <Price amount={refund.amount} />. We are on it: you do not have to do
        anything.
      </p>
    );
  }
  if (done) {
    return (
      <p>
        Refunded in full: <Price amount={done.amount} /> on {formatMoment(done.at)}.
      </p>
    );
  }
  if (refund?.status === 'pending') {
    return (
      <p>
        <Price amount={refund.amount} /> is on its way back since {formatMoment(refund.at)}. Your bank may take some
        days to show it.
      </p>
    );
  }
  return <p>What you paid is being refunded in full.</p>;
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
      {payment.dispute && <Disputed dispute={payment.dispute} />}
      {references.length > 0 && <small class="references">{`Reference: ${references.join(', ')}`}</small>}
    </p>
  );
}

function Disputed({ dispute: { status, amount } }: { dispute: Dispute }) {
  switch (status) {
    case 'open':
      return <> You have disputed this payment, and your bank is looking into it.</>;
    case 'won':
      return <> You had disputed this payment; your bank decided that it stands.</>;
    case 'lost':
      return (
        <>
          {' '}
          You had disputed this payment; your bank decided to give you back <Price amount={amount} />.
        </>
      );
  }
}

interface CheckoutProps {
  order: Order;
  live: LiveOrder;
  /** Whether the bank has just sent the buyer back here. */
  returned: boolean;
}

/** Time, payment and the way out of an order that can still become either complete or cancelled. */
function Checkout({ order, live, returned }: CheckoutProps) {
  const bank = useBank(live, returned);
  const remainingSeconds = useRemainingSeconds(order.expiresAt);
  const timeUp = remainingSeconds === 0;
  const payment = live.payment.value;

  async function cancel(): Promise<void> {
    try {
      await api.cancelOrder(order.id);
    } finally {
      await live.loaded.reload();
    }
  }

  function lookAgain(): void {
    bank.forget();
    void live.loaded.reload();
    void live.payment.reload();
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
      <BankQuestion bank={bank} payment={payment} timeUp={timeUp} />
      {/* Hidden, not removed: a payment that is under way still has something to say. */}
      <div hidden={timeUp || bank.stage === 'leaving' || bank.stage === 'checking'}>
        {bank.stage === 'open' && <h2>Or pay with another card</h2>}
        <PayForm order={order} payment={bank.refused ? null : payment} onPayment={bank.meet} onRefused={lookAgain} />
      </div>
      <div hidden={timeUp}>
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
