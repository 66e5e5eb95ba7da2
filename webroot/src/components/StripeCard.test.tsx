import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serverConfig } from '../state/serverConfig';
import { anOrder, fakeServer, json } from '../testing/fakeServer';
import { PayForm } from './PayForm';

/** Against a Stripe.js of our own: what it is told, and what becomes of what it answers. */

const told: { elements: unknown[]; destroyed: number } = { elements: [], destroyed: 0 };
let submitted: { error?: { message?: string } };
let made: { error?: { message?: string }; paymentMethod?: { id: string } };
let trouble: { message?: string } | null;

beforeEach(() => {
  serverConfig.value = { currency: 'usd', decimals: 2, publishableKey: 'pk_test_1', simulator: false };
  told.elements = [];
  told.destroyed = 0;
  submitted = {};
  made = { paymentMethod: { id: 'pm_typed' } };
  trouble = null;
});
afterEach(() => {
  delete window.Stripe;
  document.head.querySelectorAll('script').forEach((script) => script.remove());
});

function stripe() {
  return {
    elements: (options: unknown) => {
      told.elements.push(options);
      return { create: element, submit: async () => submitted };
    },
    createPaymentMethod: async () => made,
    handleNextAction: async () => ({}),
  };
}

function element() {
  const listeners: Record<string, (event: { error?: { message?: string } }) => void> = {};
  return {
    on: (event: string, listener: (event: { error?: { message?: string } }) => void) => {
      listeners[event] = listener;
    },
    mount: (place: HTMLElement) => {
      place.append(document.createElement('iframe'));
      queueMicrotask(() => (trouble ? listeners['loaderror']?.({ error: trouble }) : listeners['ready']?.({})));
    },
    destroy: () => {
      told.destroyed += 1;
    },
  };
}

function show() {
  const onPayment = vi.fn();
  const onRefused = vi.fn();
  const received = fakeServer({ 'POST /api/payments': () => json({ status: 'completed' }, 201) });
  const page = render(<PayForm order={anOrder()} payment={null} onPayment={onPayment} onRefused={onRefused} />);
  return { onPayment, onRefused, received, page };
}

test("the card typed into Stripe's fields becomes a payment method, and that is paid with", async () => {
  window.Stripe = vi.fn(stripe);
  const { onPayment, received, page } = show();
  fireEvent.click(await screen.findByRole('button', { name: 'Pay $25.50' }));
  await waitFor(() => expect(onPayment).toHaveBeenCalledWith({ status: 'completed' }));
  expect(window.Stripe).toHaveBeenCalledWith('pk_test_1');
  expect(told.elements).toEqual([
    expect.objectContaining({
      mode: 'payment',
      amount: 2550,
      currency: 'usd',
      paymentMethodTypes: ['card'],
      paymentMethodCreation: 'manual',
    }),
  ]);
  expect(received[0]?.body).toEqual({ orderId: 'o1', token: 'pm_typed' });
  page.unmount();
  expect(told.destroyed).toBe(1);
});

test.each([
  [
    'before it is sent',
    () => {
      submitted = { error: { message: 'Your card number is incomplete.' } };
    },
  ],
  [
    'by Stripe',
    () => {
      made = { error: { message: 'Your card number is incomplete.' } };
    },
  ],
])('what is no card is refused %s, and nothing is paid', async (_, refuse) => {
  window.Stripe = vi.fn(stripe);
  refuse();
  const { onRefused, received } = show();
  fireEvent.click(await screen.findByRole('button', { name: 'Pay $25.50' }));
  expect(await screen.findByText('Your card number is incomplete.')).toBeTruthy();
  expect(onRefused).toHaveBeenCalled();
  expect(received).toEqual([]);
});

test('fields that cannot be shown are said to be missing, and can be tried again', async () => {
  window.Stripe = vi.fn(stripe);
  trouble = { message: 'Stripe is away.' };
  show();
  expect(await screen.findByText('Stripe is away.')).toBeTruthy();
  trouble = null;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('button', { name: 'Pay $25.50' })).toBeTruthy();
});

test('Stripe.js comes from Stripe, and its absence is explained', async () => {
  // Nothing loads here by itself, so what the browser would report is reported by hand.
  const appended: HTMLScriptElement[] = [];
  vi.spyOn(document.head, 'append').mockImplementation((...nodes) => {
    appended.push(...nodes.filter((node) => node instanceof HTMLScriptElement));
  });
  show();
  await waitFor(() => expect(appended).toHaveLength(1));
  expect(appended[0]?.src).toBe('https://js.stripe.com/clover/stripe.js');
  appended[0]?.dispatchEvent(new Event('error'));
  expect(await screen.findByText(/cannot be loaded/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(appended).toHaveLength(2));
  window.Stripe = vi.fn(stripe);
  appended[1]?.dispatchEvent(new Event('load'));
  expect(await screen.findByRole('button', { name: 'Pay $25.50' })).toBeTruthy();
});

test('a simulator needs no Stripe.js', () => {
  serverConfig.value = { currency: 'usd', decimals: 2, publishableKey: 'pk_test_1', simulator: true };
  const append = vi.spyOn(document.head, 'append');
  show();
  expect(screen.getByLabelText(/4242/)).toBeTruthy();
  expect(append).not.toHaveBeenCalled();
});
