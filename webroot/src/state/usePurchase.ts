import { useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { navigate } from '../router';
import { useSubmit } from './useSubmit';

const CONFLICT = 409;

export interface Purchase {
  busy: boolean;
  error: ApiError | null;
  /** True while the buyer is asked whether the ticket's present price, which is not the one they agreed to, will do. */
  asking: boolean;
  /** Orders at the ticket's price and leads to the order. */
  buy: () => void;
  /** The answer is no. */
  decline: () => void;
}

/** Buys a ticket at the price that is shown, and asks when it has another one by now. */
export function usePurchase(ticket: Ticket, reload: () => Promise<Ticket | null>): Purchase {
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useSubmit();

  async function order(): Promise<void> {
    try {
      const placed = await api.createOrder(ticket.id, ticket.price);
      navigate(`/orders/${encodeURIComponent(placed.id)}`);
    } catch (thrown) {
      const refused = asApiError(thrown);
      if (refused.status !== CONFLICT || !(await ticketExplains())) {
        throw refused;
      }
    }
  }

  /**
   * Whether the ticket as it is now says why it cannot be had like that. The refusal itself says it only in words,
   * so the price to ask about is the one that the ticket has.
   */
  async function ticketExplains(): Promise<boolean> {
    const now = await reload();
    if (now === null) {
      return false;
    }
    const repriced = now.status === 'available' && now.price !== ticket.price;
    setAsking(repriced);
    return repriced || now.status !== 'available';
  }

  return { busy, error, asking, buy: () => void run(order), decline: () => setAsking(false) };
}
