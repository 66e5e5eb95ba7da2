import { useEffect, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Order, Payment } from '../api/types';
import { startPolling } from './polling';
import { newest, useLoad, type Loaded } from './useLoad';

const POLL_INTERVAL_MILLIS = 1000;
/** Twenty minutes: the usual window of 15 to pay, and time for what follows it. */
const MAX_POLLS = 1200;

export interface LiveOrder {
  loaded: Loaded<Order>;
  /** What was paid for it, as far as is known. */
  payment: Payment | null;
  /** True once money went out for the order, from this page or before it was opened. */
  paymentSent: boolean;
  markPaymentSent: () => void;
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
  const paymentSent = sentFromHere || payment?.status === 'completed';
  const watching = loaded.value !== null && !isSettled(loaded.value, paymentSent) && !stale;

  async function look(): Promise<boolean> {
    try {
      const order = await api.getOrder(id);
      loaded.set(order);
      setTrouble(null);
      return isSettled(order, paymentSent);
    } catch (thrown) {
      setTrouble(asApiError(thrown));
      throw thrown;
    }
  }

  useEffect(() => watching
    ? startPolling({
      poll: look,
      intervalMillis: POLL_INTERVAL_MILLIS,
      maxPolls: MAX_POLLS,
      onGivenUp: () => setStale(true),
    })
    : undefined, [watching, paymentSent]);

  return {
    loaded,
    payment,
    paymentSent,
    markPaymentSent: () => setSentFromHere(true),
    trouble,
    stale,
    watchAgain: () => setStale(false),
  };
}

export function isLive({ status }: Order): boolean {
  return status === 'created' || status === 'awaiting:payment';
}

/** What was paid for an order that was cancelled all the same comes back, and the buyer wants to see that too. */
function isSettled(order: Order, paymentSent: boolean): boolean {
  const refundDue = order.status === 'cancelled' && paymentSent && order.refund === undefined;
  return !isLive(order) && !refundDue;
}

/** Asks for it whenever the order has come further. Without an answer the order itself still says enough. */
function usePaymentOf(order: Order | null): Payment | null {
  const stage = order && `${order.id} ${order.status} ${order.refund?.at ?? ''}`;
  const { value } = useLoad(
    async (signal) => (order ? api.findPaymentOf(order.id, signal) : null),
    { key: stage ?? '' },
  );
  return value;
}
