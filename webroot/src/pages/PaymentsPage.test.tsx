import { render, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { formatMoment } from '../format';
import { anOrder, aPayment, fakeServer, json, refusal } from '../testing/fakeServer';
import { PaymentsPage } from './PaymentsPage';

const AT = '2030-01-01T12:00:05Z';
const declined = { id: 'p2', orderId: 'o2', status: 'failed', amount: 10 };

function shown(): (string | null | undefined)[][] {
  return [...document.querySelectorAll('.items li')].map((item) => [
    item.querySelector('a')?.textContent,
    item.querySelector('a')?.getAttribute('href'),
    item.querySelector('.status')?.textContent,
    item.querySelector('.price')?.textContent,
    item.querySelector('.note')?.textContent,
  ]);
}

test('each payment says what it was for, what became of it and what Stripe calls it', async () => {
  fakeServer({
    'GET /api/payments': () =>
      json([
        aPayment({ id: 'p3', orderId: 'o3', status: 'refunded', at: AT, stripeRefundId: 're_3' }),
        declined,
        aPayment({ at: AT }),
      ]),
    'GET /api/orders?limit=100': () => json([anOrder({ id: 'o3' }), anOrder({ id: 'o1' })]),
  });
  render(<PaymentsPage />);
  await screen.findByText('Paid');
  const at = formatMoment(AT);
  await waitFor(() =>
    expect(shown()).toEqual([
      ['Concert', '/orders/o3', 'Refunded', '$25.50', `${at}, pi_1`],
      ['See the order', '/orders/o2', 'Declined', '$10.00', undefined],
      ['Concert', '/orders/o1', 'Paid', '$25.50', `${at}, pi_1`],
    ]),
  );
});

test('it needs no titles to show what was paid', async () => {
  fakeServer({
    'GET /api/payments': () => json([aPayment()]),
    'GET /api/orders?limit=100': () => refusal(503, { message: 'away' }),
  });
  render(<PaymentsPage />);
  expect(await screen.findByText('See the order')).toBeTruthy();
  expect(screen.queryByText('Away.')).toBeNull();
});

test('without a payment it says so', async () => {
  fakeServer({ 'GET /api/payments': () => json([]), 'GET /api/orders?limit=100': () => json([]) });
  render(<PaymentsPage />);
  expect(await screen.findByText(/not paid for a ticket yet/)).toBeTruthy();
});
