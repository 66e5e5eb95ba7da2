import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/client';
import type { Order } from '../api/types';
import { startPolling } from './polling';
import { newest, useLoad, type Loaded } from './useLoad';

const POLL_INTERVAL_MILLIS = 1000;
/** Twenty minutes: the usual window of 15 to pay, and time for what follows it. */
const MAX_POLLS = 1200;

export interface LiveOrder {
  loaded: Loaded<Order>;
  /** True once a payment went out from this page. */
  paymentSent: boolean;
  markPaymentSent: () => void;
  /** True when the page stopped asking although the order was not settled. */
  stale: boolean;
  /** Asks again after that. */
  watchAgain: () => void;
}

/** An order that follows the server's until it is settled. */
export function useLiveOrder(id: string): LiveOrder {
  const loaded = useLoad(() => api.getOrder(id), newest);
  const [paymentSent, setPaymentSent] = useState(false);
  const [stale, setStale] = useState(false);
  const watching = loaded.value !== null && !isSettled(loaded.value, paymentSent) && !stale;

  useEffect(() => {
    if (!watching) {
      return undefined;
    }
    return startPolling({
      poll: async () => {
        const order = await api.getOrder(id);
        loaded.set(order);
        return isSettled(order, paymentSent);
      },
      intervalMillis: POLL_INTERVAL_MILLIS,
      maxPolls: MAX_POLLS,
      onGivenUp: () => setStale(true),
    });
  }, [watching, paymentSent]);

  return {
    loaded,
    paymentSent,
    markPaymentSent: () => setPaymentSent(true),
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
