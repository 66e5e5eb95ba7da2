import { vi } from 'vitest';
import type { Order, Payment, Ticket, User } from '../api/types';
import type { Entry } from '../entry';

/** Answers in place of the network, for tests: real requests in, real responses out. */

export interface Received {
  method: string;
  path: string;
  body: unknown;
}

type Handler = (request: Received) => Response | Promise<Response>;

/** Handlers by method and path, such as 'GET /api/tickets'. Returns the requests received so far. */
export function fakeServer(handlers: Record<string, Handler>): Received[] {
  const received: Received[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    const request = { method, path, body: init.body ? JSON.parse(String(init.body)) : undefined };
    received.push(request);
    const handler = handlers[`${method} ${path}`];
    return unlessAborted(
      init.signal,
      handler ? handler(request) : refusal(404, { message: `No handler for ${method} ${path}` }),
    );
  });
  return received;
}

function unlessAborted(signal: AbortSignal | null | undefined, answer: Response | Promise<Response>) {
  return new Promise<Response>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
    Promise.resolve(answer).then(resolve, reject);
  });
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

export function noContent(): Response {
  return new Response(null, { status: 204 });
}

export function refusal(
  status: number,
  error: { message: string; field?: string },
  headers: Record<string, string> = {},
): Response {
  return json({ errors: [error] }, status, headers);
}

export const seller: User = { id: 'u-seller', email: 'seller@example.com', role: 'user', verified: true };
export const buyer: User = { id: 'u-buyer', email: 'buyer@example.com', role: 'user', verified: true };

export function aTicket(changes: Partial<Ticket> = {}): Ticket {
  return { id: 't1', title: 'Concert', price: 25.5, userId: seller.id, status: 'available', version: 1, ...changes };
}

export function anOrder(changes: Partial<Order> = {}): Order {
  return {
    id: 'o1',
    userId: buyer.id,
    status: 'awaiting:payment',
    expiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
    reservation: 1,
    version: 2,
    ticket: { id: 't1', title: 'Concert', price: 25.5 },
    ...changes,
  };
}

export function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    id: 'p1',
    orderId: 'o1',
    status: 'completed',
    amount: 25.5,
    at: '2030-01-01T12:00:05Z',
    stripeId: 'pi_1',
    ...changes,
  };
}

/** What the browser's Back does: the entry is another one, with what was kept in it. */
export function goBackTo(path: string, kept: Entry = {}): void {
  history.replaceState(kept, '', path);
  window.dispatchEvent(new PopStateEvent('popstate'));
}
