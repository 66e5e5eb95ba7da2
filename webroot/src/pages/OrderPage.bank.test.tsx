import { act, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Payment } from '../api/types';
import { navigate } from '../router';
import { serverConfig } from '../state/serverConfig';
import { setUser } from '../state/session';
import { anOrder, aPayment, buyer, fakeServer, json, refusal } from '../testing/fakeServer';
import { OrderPage } from './OrderPage';

/** What the page does while the bank asks its customer about a payment (3-D Secure). */

const PAGE_OF_BANK = 'https://bank.example/3ds/1';
const asked: Payment = {
  id: 'p1',
  orderId: 'o1',
  status: 'requires_action',
  amount: 25.5,
  clientSecret: 'pi_1_secret_1',
};

let payment: Payment | null = null;
let order = anOrder();
let answer: () => Response;
let left: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1, 12, 0, 0) });
  setUser(buyer);
  payment = null;
  order = anOrder();
  left = [];
  vi.spyOn(window.location, 'assign').mockImplementation((address) => {
    left.push(String(address));
  });
});
afterEach(() => {
  vi.useRealTimers();
  delete window.Stripe;
});

function server() {
  return fakeServer({
    'GET /api/orders/o1': () => json(order),
    'GET /api/payments?limit=100': () => json(payment ? [payment] : []),
    'POST /api/payments': () => {
      payment = asked;
      return json({ ...asked, redirectUrl: PAGE_OF_BANK }, 202);
    },
    'POST /api/payments/p1/refresh': () => answer(),
  });
}

async function pass(millis: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(millis);
  });
}

async function open(): Promise<void> {
  render(<OrderPage id="o1" />);
  // The order, its payment, and what became of that.
  for (let answers = 0; answers < 3; answers += 1) {
    await pass(0);
  }
}

async function payByCard(card: RegExp): Promise<void> {
  fireEvent.click(screen.getByLabelText(card));
  fireEvent.click(screen.getByRole('button', { name: 'Pay $25.50' }));
  await pass(0);
}

async function comeBack(): Promise<void> {
  payment = asked;
  navigate('/orders/o1?payment=returned&payment_intent=pi_1&redirect_status=succeeded');
  await open();
}

test("a card whose bank asks first leads to the bank's page, and the page says so", async () => {
  const received = server();
  await open();
  await payByCard(/3220/);
  expect(received.find(({ method }) => method === 'POST')?.body).toEqual({
    orderId: 'o1',
    token: 'pm_card_threeDSecure2Required',
  });
  expect(left).toEqual([PAGE_OF_BANK]);
  expect(screen.getByText(/You are being taken to its page/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Pay $25.50' })).toBeNull();
});

test('an address that is no page is not gone to', async () => {
  fakeServer({
    'GET /api/orders/o1': () => json(order),
    'POST /api/payments': () => json({ ...asked, clientSecret: undefined, redirectUrl: 'javascript:alert(1)' }, 202),
    'POST /api/payments/p1/refresh': () => json(asked, 202),
  });
  await open();
  await payByCard(/3220/);
  expect(left).toEqual([]);
  expect(screen.getByText(/Your bank waits for you/)).toBeTruthy();
});

test('somebody who is back waits for the bank and then sees the order complete', async () => {
  const received = server();
  answer = () => json(asked, 202);
  await comeBack();
  expect(window.location.search).toBe('');
  expect(screen.getByText(/Your bank is checking the payment/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Pay $25.50' })).toBeNull();
  const looks = () => received.filter(({ path }) => path.endsWith('/refresh')).length;
  expect(looks()).toBe(1);
  await pass(1000);
  expect(looks()).toBe(2);
  answer = () => json(aPayment());
  await pass(1000);
  expect(screen.getByText(/Your payment went out/)).toBeTruthy();
  order = anOrder({ status: 'complete', version: 3 });
  payment = aPayment();
  await pass(1000);
  expect(screen.getByText('Complete: the ticket is yours.')).toBeTruthy();
});

test('somebody who is back after a no is told, and how often they can still try', async () => {
  server();
  answer = () => {
    payment = { ...asked, status: 'created', declines: 1, triesLeft: 2 };
    return json(payment);
  };
  await comeBack();
  await pass(0);
  expect(
    screen.getByText('Your bank refused the payment, and nothing was charged. You can try 2 more times.'),
  ).toBeTruthy();
  expect(screen.queryByText(/A payment was declined/)).toBeNull();
  answer = () => json(asked, 202);
  await payByCard(/3220/);
  expect(screen.queryByText(/refused the payment/)).toBeNull();
});

test('somebody who is back when the no is known already is told the same', async () => {
  const received = server();
  payment = { ...asked, status: 'created', declines: 2, triesLeft: 1 };
  navigate('/orders/o1?payment=returned');
  await open();
  expect(
    screen.getByText('Your bank refused the payment, and nothing was charged. You can try once more.'),
  ).toBeTruthy();
  expect(screen.queryByText(/were declined/)).toBeNull();
  expect(received.filter(({ path }) => path.endsWith('/refresh'))).toEqual([]);
});

test('a bank that stays silent gives the buyer back the choice', async () => {
  server();
  answer = () => json(asked, 202);
  await comeBack();
  await pass(15_000);
  expect(screen.getByText(/Your bank waits for you/)).toBeTruthy();
  expect(screen.getByText('Or pay with another card')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Pay $25.50' })).toBeTruthy();
});

test('a challenge that was left is found again on a reload, and can be gone to or replaced', async () => {
  const received = server();
  payment = asked;
  answer = () => json({ ...asked, redirectUrl: PAGE_OF_BANK }, 202);
  await open();
  expect(screen.getByText(/Your bank waits for you/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Go to your bank' }));
  expect(left).toEqual([PAGE_OF_BANK]);
  act(() => {
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  });
  await pass(0);
  expect(screen.getByText(/Your bank waits for you/)).toBeTruthy();
  const before = received.length;
  await payByCard(/3220/);
  expect(received.slice(before).map(({ method, path }) => `${method} ${path}`)).toContain('POST /api/payments');
});

test('a challenge that was answered elsewhere is noticed', async () => {
  server();
  payment = asked;
  answer = () => json(asked, 202);
  await open();
  answer = () => json(aPayment());
  await pass(5000);
  expect(screen.getByText(/Your payment went out/)).toBeTruthy();
});

test('what goes wrong while asking is said, and asking goes on', async () => {
  server();
  answer = () => refusal(503, { message: 'the payment provider cannot be reached' }, { 'Retry-After': '1' });
  await comeBack();
  expect(screen.getByText('The payment provider cannot be reached. This page keeps asking.')).toBeTruthy();
  answer = () => json(aPayment());
  await pass(2000);
  expect(screen.getByText(/Your payment went out/)).toBeTruthy();
});

test("a refusal to replace the challenge is shown in the server's words", async () => {
  fakeServer({
    'GET /api/orders/o1': () => json(order),
    'GET /api/payments?limit=100': () => json([asked]),
    'POST /api/payments/p1/refresh': () => json(asked, 202),
    'POST /api/payments': () => refusal(409, { message: 'finish at your bank first, or cancel the order' }),
  });
  await open();
  await payByCard(/4242/);
  expect(screen.getByText('Finish at your bank first, or cancel the order.')).toBeTruthy();
});

test("without a page of the bank's, Stripe asks in a frame of this page", async () => {
  serverConfig.value = { currency: 'usd', decimals: 2, publishableKey: 'pk_test_1', simulator: false };
  const handled: unknown[] = [];
  window.Stripe = vi.fn(() => ({
    elements: () => ({
      create: () => ({ on: () => {}, mount: () => {}, destroy: () => {} }),
      submit: async () => ({}),
    }),
    createPaymentMethod: async () => ({}),
    handleNextAction: async (options: unknown) => {
      handled.push(options);
      return {};
    },
  }));
  payment = asked;
  server();
  answer = () => json(asked, 202);
  await open();
  answer = () => json(aPayment());
  fireEvent.click(screen.getByRole('button', { name: 'Go to your bank' }));
  await pass(0);
  await pass(0);
  expect(window.Stripe).toHaveBeenCalledWith('pk_test_1');
  expect(handled).toEqual([{ clientSecret: 'pi_1_secret_1' }]);
  expect(screen.getByText(/Your payment went out/)).toBeTruthy();
});
