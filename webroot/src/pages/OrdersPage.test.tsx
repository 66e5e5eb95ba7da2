import { render, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { formatTime } from '../format';
import { anOrder, fakeServer, json } from '../testing/fakeServer';
import { OrdersPage } from './OrdersPage';

test('each order has its state and what there is to know about it', async () => {
  const live = anOrder({ id: 'o4' });
  fakeServer({
    'GET /api/orders': () =>
      json([
        live,
        anOrder({ id: 'o3', status: 'complete' }),
        anOrder({
          id: 'o2',
          status: 'cancelled',
          cancelReason: 'expired',
          refund: { amount: 25.5, at: live.expiresAt },
        }),
        anOrder({ id: 'o1', status: 'cancelled', cancelReason: 'payment-failed' }),
      ]),
  });
  render(<OrdersPage />);
  await screen.findByText('Complete');
  const shown = [...document.querySelectorAll('.items li')].map((item) => [
    item.querySelector('a')?.getAttribute('href'),
    item.querySelector('.status')?.textContent,
    item.querySelector('.note')?.textContent,
  ]);
  expect(shown).toEqual([
    ['/orders/o4', 'Awaiting payment', `Pay by ${formatTime(live.expiresAt)}.`],
    ['/orders/o3', 'Complete', undefined],
    ['/orders/o2', 'Cancelled', 'Not paid in time. $25.50 refunded.'],
    ['/orders/o1', 'Cancelled', 'The payments were declined.'],
  ]);
});

test('without an order it leads to the tickets', async () => {
  fakeServer({ 'GET /api/orders': () => json([]) });
  render(<OrdersPage />);
  expect((await screen.findByText('See what is on sale')).getAttribute('href')).toBe('/');
});
