import type { OrderStatus, Payment, PaymentStatus as StatusOfPayment, TicketStatus } from '../api/types';

type Tone = 'good' | 'open' | 'over';

interface Look {
  words: string;
  tone: Tone;
}

const LOOKS: Record<TicketStatus | OrderStatus, Look> = {
  available: { words: 'Available', tone: 'good' },
  reserved: { words: 'Reserved', tone: 'open' },
  sold: { words: 'Sold', tone: 'over' },
  withdrawn: { words: 'Withdrawn', tone: 'over' },
  created: { words: 'Reserving', tone: 'open' },
  'awaiting:payment': { words: 'Awaiting payment', tone: 'open' },
  complete: { words: 'Complete', tone: 'good' },
  cancelled: { words: 'Cancelled', tone: 'over' },
};

const LOOKS_OF_PAYMENTS: Record<StatusOfPayment, Look> = {
  created: { words: 'Not charged', tone: 'over' },
  requires_action: { words: 'Waiting for your bank', tone: 'open' },
  completed: { words: 'Paid', tone: 'good' },
  failed: { words: 'Declined', tone: 'over' },
  refunded: { words: 'Refunded', tone: 'over' },
};

/** The state of a ticket or an order, in words. */
export function Status({ status }: { status: TicketStatus | OrderStatus }) {
  return <Words {...LOOKS[status]} />;
}

export function PaymentStatus({ payment }: { payment: Payment }) {
  return <Words {...lookOf(payment)} />;
}

/** What happened last is what counts: money on its way back, or a bank that wants it back. */
function lookOf({ status, refund, dispute }: Payment): Look {
  if (refund?.status === 'pending') {
    return { words: 'Being refunded', tone: 'open' };
  }
  if (refund?.status === 'failed') {
    return { words: 'Refund delayed', tone: 'open' };
  }
  if (dispute?.status === 'open') {
    return { words: 'Disputed', tone: 'open' };
  }
  return dispute?.status === 'lost' ? { words: 'Given back', tone: 'over' } : LOOKS_OF_PAYMENTS[status];
}

export function wordsOf(status: TicketStatus | OrderStatus): string {
  return LOOKS[status].words;
}

function Words({ words, tone }: Look) {
  return <span class={`status ${tone}`}>{words}</span>;
}
