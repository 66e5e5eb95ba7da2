import type { OrderStatus, TicketStatus } from '../api/types';

const WORDS: Record<TicketStatus | OrderStatus, string> = {
  available: 'Available',
  reserved: 'Reserved',
  sold: 'Sold',
  withdrawn: 'Withdrawn',
  created: 'Reserving',
  'awaiting:payment': 'Awaiting payment',
  complete: 'Complete',
  cancelled: 'Cancelled',
};

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

export function Status({ status }: { status: TicketStatus | OrderStatus }) {
  return <span class={`status ${TONES[status]}`}>{WORDS[status]}</span>;
}
