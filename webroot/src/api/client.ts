import { call } from './call';
import { nextPage } from './link';
import { send, type RequestOptions } from './http';
import type {
  Account,
  AuditEntry,
  Credentials,
  DeviceSession,
  Order,
  Page,
  Payment,
  Place,
  ServerConfig,
  Ticket,
  TicketDraft,
  Totals,
  User,
} from './types';

/** One function per REST call; each rejects with an ApiError. */

/** A payment may wait for the lock on the ticket and then for Stripe. */
const PAYMENT_TIMEOUT_MILLIS = 40_000;

/** Lists are newest first, so what is asked for nearly always is on the first page. */
const MOST_PAGES_SEARCHED = 10;

export async function signUp(credentials: Credentials): Promise<User> {
  return call('POST', '/api/users/signup', { body: credentials });
}

export async function signIn(credentials: Credentials): Promise<User> {
  return call('POST', '/api/users/signin', { body: credentials });
}

export async function signOut(): Promise<void> {
  await send('POST', '/api/users/signout', { body: {} });
}

export async function getCurrentUser(): Promise<User | null> {
  const { currentUser } = await call('GET', '/api/users/currentuser');
  return currentUser;
}

/** The token is that of a mailed link, which is good once. */
export async function verifyEmail(token: string): Promise<void> {
  await call('POST', '/api/users/verify', { body: { token } });
}

/** Has a link to set a new password mailed, if there is such an account: the server never says. */
export async function forgotPassword(email: string): Promise<void> {
  await call('POST', '/api/users/forgot', { body: { email } });
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await call('POST', '/api/users/reset', { body: { token, password } });
}

/** Has a link mailed to the address, which is one's own when that has been opened. */
export async function changeEmail(email: string, currentPassword: string): Promise<void> {
  await call('PUT', '/api/users/email', { body: { email, currentPassword } });
}

export async function changePassword(currentPassword: string, password: string): Promise<void> {
  await call('PUT', '/api/users/password', { body: { currentPassword, password } });
}

export async function deleteAccount(currentPassword: string): Promise<void> {
  await call('DELETE', '/api/users', { body: { currentPassword } });
}

export async function listSessions(signal?: AbortSignal): Promise<DeviceSession[]> {
  return call('GET', '/api/users/sessions', given(signal));
}

export async function endSession(id: string): Promise<void> {
  await call('DELETE', '/api/users/sessions/{id}', { id });
}

/** Ends all but this one. */
export async function endOtherSessions(): Promise<void> {
  await call('DELETE', '/api/users/sessions');
}

/** A list's path is its first page's, with filters if there are any, or the `next` one of the page before. */
export async function listTickets(path = '/api/tickets', signal?: AbortSignal): Promise<Page<Ticket>> {
  return list(path, signal);
}

export async function createTicket(draft: TicketDraft): Promise<Ticket> {
  return call('POST', '/api/tickets', { body: draft });
}

export async function getTicket(id: string, signal?: AbortSignal): Promise<Ticket> {
  return call('GET', '/api/tickets/{id}', { id, ...given(signal) });
}

export async function updateTicket(id: string, draft: TicketDraft): Promise<Ticket> {
  return call('PUT', '/api/tickets/{id}', { id, body: draft });
}

export async function withdrawTicket(id: string): Promise<void> {
  await call('DELETE', '/api/tickets/{id}', { id });
}

/** Orders at the price that the buyer saw; the server refuses if it is another one by now. */
export async function createOrder(ticketId: string, price: number): Promise<Order> {
  return call('POST', '/api/orders', { body: { ticketId, price } });
}

export async function listOrders(path = '/api/orders', signal?: AbortSignal): Promise<Page<Order>> {
  return list(path, signal);
}

export async function getOrder(id: string, signal?: AbortSignal): Promise<Order> {
  return call('GET', '/api/orders/{id}', { id, ...given(signal) });
}

export async function cancelOrder(id: string): Promise<void> {
  await call('DELETE', '/api/orders/{id}', { id });
}

/** Takes the last place in the line for a ticket that somebody else holds; again, gives the same place. */
export async function joinLine(ticketId: string): Promise<Place> {
  return call('POST', '/api/orders/waiting', { body: { ticketId } });
}

/** The caller's own places; there are few. */
export async function listPlaces(signal?: AbortSignal): Promise<Place[]> {
  return call('GET', '/api/orders/waiting', given(signal));
}

export async function leaveLine(ticketId: string): Promise<void> {
  await call('DELETE', '/api/orders/waiting/{id}', { id: ticketId });
}

/**
 * The token is the id of a Stripe payment method. The payment may come back as one that the bank wants to ask its
 * customer about first.
 */
export async function createPayment(orderId: string, token: string): Promise<Payment> {
  const options = { body: { orderId, token }, timeoutMillis: PAYMENT_TIMEOUT_MILLIS };
  return call('POST', '/api/payments', options);
}

/** Has the server ask Stripe what became of a payment that the bank was asked about. */
export async function refreshPayment(id: string): Promise<Payment> {
  return call('POST', '/api/payments/{id}/refresh', { id, timeoutMillis: PAYMENT_TIMEOUT_MILLIS });
}

export async function getPayment(id: string): Promise<Payment> {
  return call('GET', '/api/payments/{id}', { id });
}

export async function listPayments(path = '/api/payments', signal?: AbortSignal): Promise<Page<Payment>> {
  return list(path, signal);
}

/** The payment of one of the caller's orders, which has one whatever the retries; null where nobody tried to pay. */
export async function findPaymentOf(orderId: string, signal?: AbortSignal): Promise<Payment | null> {
  let path: string | null = '/api/payments?limit=100';
  for (let pages = 0; path !== null && pages < MOST_PAGES_SEARCHED; pages += 1) {
    const { items, next }: Page<Payment> = await listPayments(path, signal);
    const found = items.find((payment) => payment.orderId === orderId);
    if (found) {
      return found;
    }
    path = next;
  }
  return null;
}

/** For administrators, like all that follows. */
export async function listUsers(path = '/api/users', signal?: AbortSignal): Promise<Page<Account>> {
  return list(path, signal);
}

export async function banUser(id: string, reason: string): Promise<void> {
  await call('POST', '/api/users/{id}/ban', { id, body: { reason } });
}

export async function unbanUser(id: string): Promise<void> {
  await call('DELETE', '/api/users/{id}/ban', { id });
}

export async function listAudit(path = '/api/users/audit', signal?: AbortSignal): Promise<Page<AuditEntry>> {
  return list(path, signal);
}

/** Both days are ISO dates in UTC, and both are part of it. */
export async function getTotals(from: string, to: string, signal?: AbortSignal): Promise<Totals[]> {
  return call('GET', '/api/payments/totals', { query: { from, to }, ...given(signal) });
}

export async function getServerConfig(): Promise<ServerConfig> {
  return call('GET', '/api/payments/config');
}

async function list<T>(path: string, signal: AbortSignal | undefined): Promise<Page<T>> {
  const answer = await send('GET', path, given(signal));
  return { items: answer.body as T[], next: nextPage(answer.headers.get('Link')) };
}

function given(signal: AbortSignal | undefined): Pick<RequestOptions, 'signal'> {
  return signal ? { signal } : {};
}
