import { nextPage } from './link';
import { send, type Answer } from './http';
import type { Credentials, Order, Page, Payment, ServerConfig, Ticket, TicketDraft, User } from './types';

/** One function per REST call; each rejects with an ApiError. */

/** A payment may wait for the lock on the ticket and then for Stripe. */
const PAYMENT_TIMEOUT_MILLIS = 40_000;

export async function signUp(credentials: Credentials): Promise<User> {
  return one(await send('POST', '/api/users/signup', { body: credentials }));
}

export async function signIn(credentials: Credentials): Promise<User> {
  return one(await send('POST', '/api/users/signin', { body: credentials }));
}

export async function signOut(): Promise<void> {
  await send('POST', '/api/users/signout', { body: {} });
}

export async function getCurrentUser(): Promise<User | null> {
  const { currentUser } = one<{ currentUser: User | null }>(await send('GET', '/api/users/currentuser'));
  return currentUser;
}

export async function listTickets(next = '/api/tickets'): Promise<Page<Ticket>> {
  return page(await send('GET', next));
}

export async function listOwnTickets(next = '/api/tickets?seller=me'): Promise<Page<Ticket>> {
  return page(await send('GET', next));
}

export async function createTicket(draft: TicketDraft): Promise<Ticket> {
  return one(await send('POST', '/api/tickets', { body: draft }));
}

export async function getTicket(id: string): Promise<Ticket> {
  return one(await send('GET', `/api/tickets/${encodeURIComponent(id)}`));
}

export async function updateTicket(id: string, draft: TicketDraft): Promise<Ticket> {
  return one(await send('PUT', `/api/tickets/${encodeURIComponent(id)}`, { body: draft }));
}

export async function withdrawTicket(id: string): Promise<void> {
  await send('DELETE', `/api/tickets/${encodeURIComponent(id)}`);
}

/** Orders at the price that the buyer saw; the server refuses if it is another one by now. */
export async function createOrder(ticketId: string, price: number): Promise<Order> {
  return one(await send('POST', '/api/orders', { body: { ticketId, price } }));
}

export async function listOrders(next = '/api/orders'): Promise<Page<Order>> {
  return page(await send('GET', next));
}

export async function getOrder(id: string): Promise<Order> {
  return one(await send('GET', `/api/orders/${encodeURIComponent(id)}`));
}

export async function cancelOrder(id: string): Promise<void> {
  await send('DELETE', `/api/orders/${encodeURIComponent(id)}`);
}

/** The token is the id of a Stripe payment method, or one of the simulator's test cards. */
export async function createPayment(orderId: string, token: string): Promise<Payment> {
  const options = { body: { orderId, token }, timeoutMillis: PAYMENT_TIMEOUT_MILLIS };
  return one(await send('POST', '/api/payments', options));
}

export async function listPayments(next = '/api/payments'): Promise<Page<Payment>> {
  return page(await send('GET', next));
}

export async function getPayment(id: string): Promise<Payment> {
  return one(await send('GET', `/api/payments/${encodeURIComponent(id)}`));
}

export async function getServerConfig(): Promise<ServerConfig> {
  return one(await send('GET', '/api/payments/config'));
}

function one<T>(answer: Answer): T {
  return answer.body as T;
}

function page<T>(answer: Answer): Page<T> {
  return { items: answer.body as T[], next: nextPage(answer.headers.get('Link')) };
}
