/** What the REST API speaks. Ids are opaque. Prices and amounts are decimals in the server's currency. */

export interface User {
  id: string;
  email: string;
  role?: 'user' | 'admin';
  /** Whether they have shown that the address is theirs. */
  verified?: boolean;
}

/** One sign-in of a user on one device. */
export interface DeviceSession {
  id: string;
  device: string;
  address: string;
  createdAt: string;
  lastUsedAt: string;
  /** Whether it is the one of this browser. */
  current: boolean;
}

export const TICKET_STATUSES = ['available', 'reserved', 'sold', 'withdrawn'] as const;

export type TicketStatus = (typeof TICKET_STATUSES)[number];

export interface Ticket {
  id: string;
  title: string;
  price: number;
  userId: string;
  status: TicketStatus;
  /** The order that holds or bought it. */
  orderId?: string;
  version: number;
}

export type OrderStatus = 'created' | 'awaiting:payment' | 'complete' | 'cancelled';

export type CancelReason =
  | 'user'
  | 'expired'
  | 'payment-failed'
  | 'ticket-unavailable'
  | 'price-changed'
  | 'user-banned';

export interface Order {
  id: string;
  userId: string;
  status: OrderStatus;
  /** The last moment to start paying, ISO-8601 in UTC. */
  expiresAt: string;
  reservation: number;
  version: number;
  cancelReason?: CancelReason;
  refund?: { amount: number; at: string };
  /** Title and price as they were when the order was made. */
  ticket: { id: string; title: string; price: number };
}

export type PaymentStatus = 'created' | 'requires_action' | 'completed' | 'failed' | 'refunded';

export interface Refund {
  status: 'pending' | 'succeeded' | 'failed';
  amount: number;
  at: string;
}

/** Money that the buyer's bank wants back. It is won when the bank lets us keep it. */
export interface Dispute {
  status: 'open' | 'won' | 'lost';
  amount: number;
}

export interface Payment {
  id: string;
  orderId: string;
  status: PaymentStatus;
  amount: number;
  /** When the money was taken; not there before that. */
  at?: string;
  stripeId?: string;
  stripeRefundId?: string;
  /** How often it was declined, and how often one may still try. */
  declines?: number;
  triesLeft?: number;
  refund?: Refund;
  dispute?: Dispute;
  /** Where the bank asks its customer, while it does. */
  redirectUrl?: string;
  /** Lets Stripe.js ask in the bank's place. */
  clientSecret?: string;
}

/** What moved in a currency over some time. */
export interface Totals {
  currency: string;
  captured: number;
  sold: number;
  refunded: number;
  disputed: number;
  payments: number;
}

export interface ServerConfig {
  /** ISO 4217 code, in lower case as Stripe writes it. */
  currency: string;
  /** The places that amounts in it are shown with. */
  decimals: number;
  publishableKey: string;
  /** True where payments are simulated and no real money moves. */
  simulator: boolean;
}

export interface Credentials {
  email: string;
  password: string;
}

export interface TicketDraft {
  title: string;
  price: number;
}

/** One page of a list; `next` is the path of the page after it, null on the last. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
