import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CancelReason, Order } from '../api/types';
import { formatTime } from '../format';
import { serverConfig } from '../state/serverConfig';
import { setUser } from '../state/session';
import { anOrder, aPayment, buyer, fakeServer, json, noContent, refusal } from '../testing/fakeServer';
import { OrderPage } from './OrderPage';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1, 12, 0, 0) });
  setUser(buyer);
});
afterEach(() => vi.useRealTimers());

async function pass(millis: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(millis);
  });
}

async function open(): Promise<void> {
  render(<OrderPage id="o1" />);
  await pass(0);
}

function serverTime(millis: number): Record<string, string> {
  return { Date: new Date(millis).toUTCString() };
}

const payments = 'GET /api/payments?limit=100';

describe('the countdown', () => {
  test("goes by the server's clock, not by the one of this computer", async () => {
    const serverNow = Date.now() + 3_600_000;
    const order = anOrder({ expiresAt: new Date(serverNow + 600_000).toISOString() });
    fakeServer({ 'GET /api/orders/o1': () => json(order, 200, serverTime(Date.now() + 3_600_000)) });
    await open();
    expect(screen.getByRole('timer').textContent).toBe('9:59');
  });

  test('goes on where it was after a reload', async () => {
    const order = anOrder({ expiresAt: new Date(Date.now() + 600_000).toISOString() });
    fakeServer({ 'GET /api/orders/o1': () => json(order) });
    await open();
    await pass(60_000);
    cleanup();
    await open();
    expect(screen.getByRole('timer').textContent).toBe('9:00');
  });

  test('speaks up at a few moments and not every second', async () => {
    const order = anOrder({ expiresAt: new Date(Date.now() + 65_000).toISOString() });
    fakeServer({ 'GET /api/orders/o1': () => json(order) });
    await open();
    const words = () =>
      screen
        .getAllByRole('status')
        .map((region) => region.textContent)
        .join('|');
    await pass(2000);
    const before = words();
    await pass(2000);
    expect(words()).toBe(before);
    await pass(3000);
    expect(words()).toContain('Less than a minute left to pay.');
  });

  test('takes the payment form away when the time is over, and the page shows how it ended', async () => {
    let order: Order = anOrder({ expiresAt: new Date(Date.now() + 3000).toISOString() });
    fakeServer({ 'GET /api/orders/o1': () => json(order) });
    await open();
    expect(screen.getByRole('button', { name: 'Pay $25.50' })).toBeTruthy();
    await pass(3000);
    expect(screen.getByText(/The time to pay is over/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Pay $25.50' })).toBeNull();
    order = { ...order, status: 'cancelled', cancelReason: 'expired', version: 3 };
    await pass(1000);
    expect(screen.getByText(/The time to pay ran out/)).toBeTruthy();
    expect(screen.queryByRole('timer')).toBeNull();
  });
});

describe('paying', () => {
  test('sends the chosen card and follows the order until it is complete', async () => {
    let order = anOrder();
    const received = fakeServer({
      'GET /api/orders/o1': () => json(order),
      'POST /api/payments': () => json({ status: 'completed' }, 201),
    });
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Pay $25.50' }));
    await pass(0);
    expect(received.find(({ method }) => method === 'POST')?.body).toEqual({ orderId: 'o1', token: 'pm_card_visa' });
    expect(screen.getByText(/Your payment went out/)).toBeTruthy();
    order = anOrder({ status: 'complete', version: 3 });
    await pass(1000);
    expect(screen.getByText('Complete: the ticket is yours.')).toBeTruthy();
    const requests = received.length;
    await pass(10_000);
    expect(received).toHaveLength(requests);
  });

  test('after a decline lets the buyer try another card', async () => {
    const received = fakeServer({
      'GET /api/orders/o1': () => json(anOrder()),
      'POST /api/payments': ({ body }) =>
        (body as { token: string }).token === 'pm_card_visa'
          ? json({ status: 'completed' }, 201)
          : refusal(402, { message: 'Your card was declined.', field: 'token' }),
    });
    await open();
    fireEvent.click(screen.getByLabelText(/0002/));
    fireEvent.click(screen.getByRole('button', { name: 'Pay $25.50' }));
    await pass(0);
    expect(screen.getByText('Your card was declined.')).toBeTruthy();
    expect(screen.getByText(/Nothing was charged/)).toBeTruthy();
    fireEvent.click(screen.getByLabelText(/4242/));
    fireEvent.click(screen.getByRole('button', { name: 'Pay $25.50' }));
    await pass(0);
    expect(screen.queryByText('Your card was declined.')).toBeNull();
    expect(
      received.filter(({ method }) => method === 'POST').map(({ body }) => (body as { token: string }).token),
    ).toEqual(['pm_card_chargeDeclined', 'pm_card_visa']);
  });

  test('offers no test card where money is real, and says what is missing', async () => {
    serverConfig.value = { currency: 'usd', decimals: 2, publishableKey: '', simulator: false };
    fakeServer({ 'GET /api/orders/o1': () => json(anOrder()) });
    await open();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText(/has yet to set/).textContent).toContain('STRIPE_PUBLISHABLE_KEY');
  });

  test('says what was declined before, and how often one can still try', async () => {
    fakeServer({
      'GET /api/orders/o1': () => json(anOrder()),
      [payments]: () => json([aPayment({ status: 'created', declines: 2, triesLeft: 1 })]),
    });
    await open();
    await pass(0);
    expect(screen.getByText('2 payments were declined. Nothing was charged. You can try once more.')).toBeTruthy();
  });

  test('for an order that was cancelled all the same, waits for the refund and shows it', async () => {
    let order = anOrder();
    fakeServer({
      'GET /api/orders/o1': () => json(order),
      'POST /api/payments': () => json({ status: 'completed' }, 201),
    });
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Pay $25.50' }));
    order = anOrder({ status: 'cancelled', cancelReason: 'expired', version: 3 });
    await pass(1000);
    expect(screen.getByText('What you paid is being refunded in full.')).toBeTruthy();
    order = { ...order, refund: { amount: 25.5, at: '2030-01-01T12:00:05Z' }, version: 4 };
    await pass(1000);
    expect(screen.getByText(/Refunded in full/).textContent).toContain('$25.50');
  });
});

test('a live order can be cancelled, after being asked', async () => {
  let order = anOrder();
  fakeServer({
    'GET /api/orders/o1': () => json(order),
    'DELETE /api/orders/o1': () => {
      order = anOrder({ status: 'cancelled', cancelReason: 'user', version: 3 });
      return noContent();
    },
  });
  await open();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel the order' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Yes, cancel it' }));
  await pass(0);
  expect(screen.getByText('You cancelled this order.')).toBeTruthy();
});

test.each<[CancelReason, RegExp]>([
  ['user', /You cancelled/],
  ['expired', /time to pay ran out/],
  ['payment-failed', /declined/],
  ['ticket-unavailable', /cannot have it/],
  ['price-changed', /changed the price/],
  ['user-banned', /blocked/],
])('an order that was cancelled as %s says why, and is not asked for again', async (cancelReason, sentence) => {
  const received = fakeServer({ 'GET /api/orders/o1': () => json(anOrder({ status: 'cancelled', cancelReason })) });
  await open();
  expect(screen.getAllByText(sentence, { selector: '.progress p' })).toHaveLength(1);
  await pass(5000);
  expect(received.filter(({ path }) => path === '/api/orders/o1')).toHaveLength(1);
});

describe('what was paid', () => {
  test('is part of a complete order, with what Stripe calls it', async () => {
    fakeServer({
      'GET /api/orders/o1': () => json(anOrder({ status: 'complete' })),
      [payments]: () => json([aPayment({ id: 'p9', orderId: 'o9', stripeId: 'pi_9' }), aPayment()]),
    });
    await open();
    await pass(0);
    expect(screen.getByText(/You paid/).textContent).toContain('$25.50');
    expect(screen.getByText('Reference: pi_1')).toBeTruthy();
  });

  test('was nothing where all was declined', async () => {
    fakeServer({
      'GET /api/orders/o1': () => json(anOrder({ status: 'cancelled', cancelReason: 'payment-failed' })),
      [payments]: () => json([{ id: 'p1', orderId: 'o1', status: 'failed', amount: 25.5 }]),
    });
    await open();
    await pass(0);
    expect(screen.getByText('Nothing was charged.')).toBeTruthy();
  });

  test('is not asked for again by a page that was reloaded after it', async () => {
    fakeServer({ 'GET /api/orders/o1': () => json(anOrder()), [payments]: () => json([aPayment()]) });
    await open();
    await pass(0);
    expect(screen.getByText(/Your payment went out/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Pay/ })).toBeNull();
  });

  test('comes back when the order was cancelled, and a page that was opened only then waits for it too', async () => {
    let order = anOrder({ status: 'cancelled', cancelReason: 'expired' });
    fakeServer({ 'GET /api/orders/o1': () => json(order), [payments]: () => json([aPayment()]) });
    await open();
    await pass(0);
    expect(screen.getByText('What you paid is being refunded in full.')).toBeTruthy();
    order = { ...order, refund: { amount: 25.5, at: '2030-01-01T12:00:05Z' }, version: 4 };
    await pass(1000);
    expect(screen.getByText(/Refunded in full/)).toBeTruthy();
  });

  test('is on its way back as long as the bank takes, and then is back', async () => {
    const refund = { status: 'pending' as const, amount: 25.5, at: '2030-01-01T12:00:05Z' };
    let payment = aPayment({ status: 'refunded', refund });
    let order = anOrder({ status: 'cancelled', cancelReason: 'expired' });
    const received = fakeServer({
      'GET /api/orders/o1': () => json(order),
      'GET /api/payments/p1': () => json(payment),
      [payments]: () => json([payment]),
    });
    await open();
    await pass(0);
    expect(screen.getByText(/on its way back/).textContent).toContain('$25.50');
    const looks = () => received.filter(({ path }) => path === '/api/payments/p1').length;
    await pass(9000);
    expect(looks()).toBe(0);
    payment = aPayment({ status: 'refunded', refund: { ...refund, status: 'succeeded' } });
    order = { ...order, refund: { amount: 25.5, at: refund.at }, version: 3 };
    await pass(1000);
    expect(screen.getByText(/Refunded in full/)).toBeTruthy();
  });

  test('is not forgotten when the bank does not take it back', async () => {
    const refund = { status: 'failed' as const, amount: 25.5, at: '2030-01-01T12:00:05Z' };
    let payment = aPayment({ refund });
    fakeServer({
      'GET /api/orders/o1': () => json(anOrder({ status: 'cancelled', cancelReason: 'expired' })),
      'GET /api/payments/p1': () => json(payment),
      [payments]: () => json([payment]),
    });
    await open();
    await pass(0);
    expect(screen.getByText(/We are on it/).textContent).toContain('$25.50');
    payment = aPayment({ refund: { ...refund, status: 'pending' } });
    await pass(10_000);
    expect(screen.getByText(/on its way back/)).toBeTruthy();
  });

  test.each([
    ['open', /your bank is looking into it/],
    ['won', /your bank decided that it stands/],
    ['lost', /your bank decided to give you back \$25\.50/],
  ] as const)('says what became of a dispute that is %s', async (status, words) => {
    fakeServer({
      'GET /api/orders/o1': () => json(anOrder({ status: 'complete' })),
      [payments]: () => json([aPayment({ dispute: { status, amount: 25.5 } })]),
    });
    await open();
    await pass(0);
    expect(screen.getByText(/You paid/).textContent).toMatch(words);
  });

  test('is no reason to fail when it cannot be told', async () => {
    fakeServer({
      'GET /api/orders/o1': () => json(anOrder({ status: 'complete' })),
      [payments]: () => refusal(503, { message: 'away' }),
    });
    await open();
    await pass(0);
    expect(screen.getByText('Complete: the ticket is yours.')).toBeTruthy();
    expect(screen.queryByText('Away.')).toBeNull();
  });
});

test('a page that cannot reach the server says so while it goes on asking', async () => {
  const answers = [() => json(anOrder()), () => refusal(503, { message: 'the database is away' })];
  fakeServer({ 'GET /api/orders/o1': () => (answers.shift() ?? (() => json(anOrder({ version: 3 }))))() });
  await open();
  await pass(1000);
  expect(screen.getByText('The database is away. This page keeps asking.')).toBeTruthy();
  await pass(2000);
  expect(screen.queryByText(/This page keeps asking/)).toBeNull();
});

test('an order that was paid while it was being cancelled is shown as it is', async () => {
  let order = anOrder();
  fakeServer({
    'GET /api/orders/o1': () => json(order),
    'DELETE /api/orders/o1': () => {
      order = anOrder({ status: 'complete', version: 3 });
      return refusal(409, { message: "the order is complete and can't be cancelled" });
    },
  });
  await open();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel the order' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Yes, cancel it' }));
  await pass(0);
  expect(screen.getByText('Complete: the ticket is yours.')).toBeTruthy();
});

test('an order that is not there is a page that says so and leads on', async () => {
  fakeServer({ 'GET /api/orders/o1': () => refusal(404, { message: 'order not found' }) });
  await open();
  expect(screen.getByRole('heading', { name: 'Order not found' })).toBeTruthy();
  expect(screen.getByText('See your orders').getAttribute('href')).toBe('/orders');
});

test("somebody else's order is refused for good", async () => {
  fakeServer({ 'GET /api/orders/o1': () => refusal(403, { message: "this is somebody else's order" }) });
  await open();
  expect(screen.getByText("This is somebody else's order.")).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(screen.getByText('See your orders')).toBeTruthy();
});

test('an answer that was overtaken by a newer one changes nothing', async () => {
  const answers = [anOrder({ version: 5 }), anOrder({ status: 'created', version: 1 })];
  fakeServer({ 'GET /api/orders/o1': () => json(answers.shift() ?? anOrder({ version: 5 })) });
  await open();
  await pass(1000);
  expect(screen.getByText('Awaiting payment')).toBeTruthy();
});

test('an order that was offered says why it is there, until when, and what comes then', async () => {
  const offer = anOrder({ offered: true });
  fakeServer({ 'GET /api/orders/o1': () => json(offer), [payments]: () => json([]) });
  await open();
  const words = screen.getByText(/You waited for this ticket and were first in line/);
  expect(words.textContent).toContain(`it is yours until ${formatTime(offer.expiresAt)}`);
  expect(words.textContent).toContain('offered to the next in line');
});
