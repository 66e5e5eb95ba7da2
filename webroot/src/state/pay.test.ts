import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ApiError } from '../api/ApiError';
import type { Payment } from '../api/types';
import { fakeServer, json, refusal } from '../testing/fakeServer';
import { pay } from './pay';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function outcome(promise: Promise<Payment>): Promise<ApiError | Payment['status']> {
  return promise.then(
    ({ status }) => status,
    (error: ApiError) => error,
  );
}

function answers(...responses: Response[]) {
  return fakeServer({ 'POST /api/payments': () => responses.shift() ?? refusal(500, { message: 'one too many' }) });
}

function notNow(retryAfter: string, status = 503): Response {
  return refusal(status, { message: 'Not now' }, { 'Retry-After': retryAfter });
}

test.each([429, 503])('a payment refused for now with %i is tried again once, when the server says', async (status) => {
  const received = answers(notNow('2', status), json({ status: 'completed' }, 201));
  const result = outcome(pay('o1', 'tok_visa'));
  await vi.advanceTimersByTimeAsync(1999);
  expect(received).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await result).toBe('completed');
  expect(received.map(({ body }) => body)).toEqual(Array(2).fill({ orderId: 'o1', token: 'tok_visa' }));
});

test('a second refusal is shown', async () => {
  const received = answers(notNow('1'), notNow('1'), json({ status: 'completed' }));
  const result = outcome(pay('o1', 'tok_visa'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await result).toMatchObject({ status: 503, errors: [{ message: 'Not now' }] });
  expect(received).toHaveLength(2);
});

test.each([
  ['503 without a time', () => refusal(503, { message: 'Away' })],
  ['503 for longer than anyone waits', () => notNow('3600')],
  ['a decline', () => refusal(402, { message: 'Declined' })],
  ['a cancelled order', () => refusal(409, { message: 'Too late' })],
])('%s is shown at once', async (_, response) => {
  const received = answers(response(), json({ status: 'completed' }));
  const result = outcome(pay('o1', 'tok_visa'));
  await vi.advanceTimersByTimeAsync(0);
  expect(await result).toMatchObject({ errors: [{ message: expect.any(String) }] });
  expect(received).toHaveLength(1);
});

test('a lost answer is not called a failure', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  const result = await outcome(pay('o1', 'tok_visa'));
  expect(result).toMatchObject({ status: 0 });
  expect((result as ApiError).message).toContain('not known whether the payment went through');
});

test('a payment that the bank wants to ask about first is neither sent nor refused', async () => {
  answers(json({ status: 'requires_action', redirectUrl: 'https://bank.example/1' }, 202));
  expect(await outcome(pay('o1', 'pm_1'))).toBe('requires_action');
});

test('a payment that has failed for good was not sent', async () => {
  answers(json({ status: 'failed' }));
  expect(await outcome(pay('o1', 'pm_1'))).toMatchObject({ status: 402 });
});
