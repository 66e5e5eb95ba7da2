import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { formatTime } from '../format';
import { anOrder, fakeServer, json, noContent } from '../testing/fakeServer';
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

test('what one waits for is there, and the line can be left', async () => {
  const place = { ticketId: 't9', title: 'Opera', price: 30, at: '2030-01-01T12:00:00Z', ahead: 1 };
  const received = fakeServer({
    'GET /api/orders': () => json([]),
    'GET /api/orders/waiting': () => json([place]),
    'DELETE /api/orders/waiting/t9': () => noContent(),
  });
  render(<OrdersPage />);
  expect((await screen.findByText('Opera')).getAttribute('href')).toBe('/tickets/t9');
  expect(screen.getByText('You are in line, with one person ahead of you.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Leave the line for Opera' }));
  await waitFor(() => expect(screen.queryByText('Opera')).toBeNull());
  expect(received.at(-1)?.method).toBe('DELETE');
});

test('an order that was offered says why and until when', async () => {
  const offer = anOrder({ offered: true });
  fakeServer({ 'GET /api/orders': () => json([offer]), 'GET /api/orders/waiting': () => json([]) });
  render(<OrdersPage />);
  expect(await screen.findByText(`You waited for it. Pay by ${formatTime(offer.expiresAt)}.`)).toBeTruthy();
});
