import { render, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import type { Order, Payment } from '../api/types';
import { anOrder, aPayment } from '../testing/fakeServer';
import { OrderHistory } from './OrderHistory';

const REFUND = { amount: 25.5, at: '2030-01-02T12:00:00Z' };

function history(order: Partial<Order>, payment: Payment | null): string[] {
  render(<OrderHistory order={anOrder(order)} payment={payment} />);
  return screen.getAllByRole('listitem').map((step) => step.querySelector('strong')?.textContent ?? '');
}

test.each<[string, Partial<Order>, Payment | null, string[]]>([
  ['held', {}, null, ['Reserved']],
  ['paid', { status: 'complete' }, aPayment(), ['Reserved', 'Paid', 'Yours']],
  ['expired', { status: 'cancelled', cancelReason: 'expired' }, null, ['Reserved', 'Expired']],
  ['cancelled', { status: 'cancelled', cancelReason: 'user' }, null, ['Reserved', 'Cancelled']],
  [
    'refunded',
    { status: 'cancelled', cancelReason: 'user', refund: REFUND },
    aPayment({ status: 'refunded', refund: { ...REFUND, status: 'succeeded' } }),
    ['Reserved', 'Paid', 'Cancelled', 'Refunded'],
  ],
  [
    'being refunded',
    { status: 'cancelled', cancelReason: 'expired' },
    aPayment({ refund: { ...REFUND, status: 'pending' } }),
    ['Reserved', 'Paid', 'Expired', 'Refund on its way'],
  ],
])('an order that is %s', (_, order, payment, expected) => {
  expect(history(order, payment)).toEqual(expected);
});

test('a refund says how much and when', () => {
  history({ status: 'cancelled', cancelReason: 'user', refund: REFUND }, null);
  expect(screen.getByText(/^\$25\.50 on Jan 2, 2030/)).toBeTruthy();
});
