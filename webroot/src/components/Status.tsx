import type { OrderStatus, Payment, PaymentStatus as StatusOfPayment, TicketStatus } from '../api/types';
import { texts } from '../i18n';

type Tone = 'good' | 'open' | 'over';

const TONES: Record<TicketStatus | OrderStatus, Tone> = {
  available: 'good',
  reserved: 'open',
  sold: 'over',
  withdrawn: 'over',
  created: 'open',
  'awaiting:payment': 'open',
  complete: 'good',
  cancelled: 'over',
};

const TONES_OF_PAYMENTS: Record<StatusOfPayment, Tone> = {
  created: 'over',
  requires_action: 'open',
  completed: 'good',
  failed: 'over',
  refunded: 'over',
};

/** The state of a ticket or an order, in words. */
export function Status({ status }: { status: TicketStatus | OrderStatus }) {
  const { ticketStatus, orderStatus } = texts();
  return <Words words={{ ...ticketStatus, ...orderStatus }[status]} tone={TONES[status]} />;
}

/** What happened last is what counts: money on its way back, or a bank that wants it back. */
export function PaymentStatus({ payment: { status, refund, dispute } }: { payment: Payment }) {
  const { payments, paymentStatus } = texts();
  if (refund?.status === 'pending') {
    return <Words words={payments.refunding} tone="open" />;
  }
  if (refund?.status === 'failed') {
    return <Words words={payments.refundDelayed} tone="open" />;
  }
  if (dispute?.status === 'open') {
    return <Words words={payments.disputed} tone="open" />;
  }
  if (dispute?.status === 'lost') {
    return <Words words={payments.givenBack} tone="over" />;
  }
  return <Words words={paymentStatus[status]} tone={TONES_OF_PAYMENTS[status]} />;
}

export function Words({ words, tone }: { words: string; tone: Tone }) {
  return <span class={`status ${tone}`}>{words}</span>;
}
