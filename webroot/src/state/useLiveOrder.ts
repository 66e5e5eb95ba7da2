import { useEffect, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Order, Payment } from '../api/types';
import { streaming, useLive } from './live';
import { startPolling } from './polling';
import { newest, useLoad, type Loaded } from './useLoad';

const POLL_INTERVAL_MILLIS = 1000;
/** What a bank does with a refund may take days: looking more often would change nothing. */
const REFUND_POLL_INTERVAL_MILLIS = 10_000;
/** Twenty minutes: the usual window of 15 to pay, and time for what follows it. */
const MAX_POLLS = 1200;

export interface LiveOrder {
  loaded: Loaded<Order>;
  /** What was paid for it, as far as is known. */
  payment: Loaded<Payment | null>;
  /** True once money went out for the order, from this page or before it was opened. */
  paymentSent: boolean;
  /** Takes note of the payment as the server has just said it is. */
  setPayment: (payment: Payment) => void;
  /** Why the page is not up to date, while it cannot ask the server. */
  trouble: ApiError | null;
  /** True when the page stopped asking although the order was not settled. */
  stale: boolean;
  /** Asks again after that. */
  watchAgain: () => void;
}

/** An order that follows the server's until it is settled. */
export function useLiveOrder(id: string): LiveOrder {
  const loaded = useLoad((signal) => api.getOrder(id, signal), { merge: newest });
  const [sentFromHere, setSentFromHere] = useState(false);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const [stale, setStale] = useState(false);
  const payment = usePaymentOf(loaded.value);
  const paid = payment.value;
  const paymentSent = sentFromHere || isPaid(paid);
  const watching = loaded.value !== null && !isSettled(loaded.value, paymentSent) && !stale;
  // The stream tells of orders, not of what a bank does with a refund; and what could not be read it does not say twice.
  const polling = watching && (!streaming.value || trouble !== null || loaded.value?.status === 'cancelled');

  async function look(): Promise<boolean> {
    try {
      const order = await api.getOrder(id);
      loaded.set(order);
      setTrouble(null);
      await lookAfterRefund(order);
      return isSettled(order, paymentSent);
    } catch (thrown) {
      setTrouble(asApiError(thrown));
      throw thrown;
    }
  }

  async function lookAfterRefund(order: Order): Promise<void> {
    if (order.status === 'cancelled' && !order.refund && paid?.id !== undefined) {
      payment.set(await api.getPayment(paid.id));
    }
  }

  useLive({
    onOrder: (news) => {
      if (news.id === id && news.version > (loaded.value?.version ?? 0)) {
        // Trouble is shown, and polled away.
        look().catch(() => {});
      }
    },
    onReset: () => void look().catch(() => {}),
  });

  useEffect(
    () =>
      polling
        ? startPolling({
            poll: look,
            intervalMillis: paid?.refund ? REFUND_POLL_INTERVAL_MILLIS : POLL_INTERVAL_MILLIS,
            maxPolls: MAX_POLLS,
            onGivenUp: () => setStale(true),
          })
        : undefined,
    [polling, paymentSent, paid?.id, paid?.refund?.status],
  );

  return {
    loaded,
    payment,
    paymentSent,
    setPayment: (now) => {
      payment.set(now);
      setSentFromHere(isPaid(now));
    },
    trouble,
    stale,
    watchAgain: () => setStale(false),
  };
}

export function isLive({ status }: Order): boolean {
  return status === 'created' || status === 'awaiting:payment';
}

function isPaid(payment: Payment | null): boolean {
  return payment?.status === 'completed' || payment?.status === 'refunded';
}

/** What was paid for an order that was cancelled all the same comes back, and the buyer wants to see that too. */
function isSettled(order: Order, paymentSent: boolean): boolean {
  const refundDue = order.status === 'cancelled' && paymentSent && order.refund === undefined;
  return !isLive(order) && !refundDue;
}

/** Asks for it whenever the order has come further. Without an answer the order itself still says enough. */
function usePaymentOf(order: Order | null): Loaded<Payment | null> {
  const stage = order && `${order.id} ${order.status} ${order.refund?.at ?? ''}`;
  return useLoad(async (signal) => (order ? api.findPaymentOf(order.id, signal) : null), { key: stage ?? '' });
}
