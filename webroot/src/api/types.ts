/**
 * What the REST API speaks, out of the contexts' contracts (`npm run contract`). Ids are opaque; prices and amounts
 * are decimals in the server's currency.
 */
import type { components as Auth, paths as AuthPaths } from 'contract/auth';
import type { components as Orders, paths as OrdersPaths } from 'contract/orders';
import type { components as Payments, paths as PaymentsPaths } from 'contract/payments';
import type { components as Tickets, paths as TicketsPaths } from 'contract/tickets';

/** Every operation that any of the contracts has. */
export type Paths = AuthPaths & OrdersPaths & PaymentsPaths & TicketsPaths;

export type User = Auth['schemas']['User'];
export type Credentials = Auth['schemas']['Credentials'];
/** One sign-in of a user on one device. */
export type DeviceSession = Auth['schemas']['Session'];
/** A user as admins see one. */
export type Account = Auth['schemas']['Account'];
export type AuditEntry = Auth['schemas']['AuditEntry'];

export type Ticket = Tickets['schemas']['Ticket'];
export type TicketStatus = Tickets['schemas']['TicketStatus'];
export type TicketDraft = Tickets['schemas']['TicketDetails'];

export type Order = Orders['schemas']['Order'];
export type OrderStatus = Order['status'];
/** In the line for a ticket that somebody else holds. */
export type Place = Orders['schemas']['Place'];
export type CancelReason = NonNullable<Order['cancelReason']>;

export type Payment = Payments['schemas']['Payment'];
export type PaymentStatus = Payment['status'];
export type Refund = NonNullable<Payment['refund']>;
/** Money that the buyer's bank wants back. It is won when the bank lets us keep it. */
export type Dispute = NonNullable<Payment['dispute']>;
/** What moved in a currency over some time. */
export type Totals = Payments['schemas']['Totals'];
export type ServerConfig =
  PaymentsPaths['/api/payments/config']['get']['responses'][200]['content']['application/json'];

export const TICKET_STATUSES = ['available', 'reserved', 'sold', 'withdrawn'] as const satisfies TicketStatus[];

/** One page of a list; `next` is the path of the page after it, null on the last. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
