import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeServer, json, refusal } from '../testing/fakeServer';
import type { ApiError } from './ApiError';
import { onUnauthenticated, send } from './http';

async function failureOf(promise: Promise<unknown>): Promise<ApiError> {
  return promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: ApiError) => error,
  );
}

afterEach(() => {
  vi.useRealTimers();
  onUnauthenticated(() => {});
});

describe('a call to the API', () => {
  test('sends JSON and brings the answer', async () => {
    const received = fakeServer({ 'POST /api/tickets': () => json({ id: 't1' }, 201) });
    const answer = await send('POST', '/api/tickets', { body: { title: 'A', price: 12.3 } });
    expect(answer).toMatchObject({ status: 201, body: { id: 't1' } });
    expect(received).toEqual([{ method: 'POST', path: '/api/tickets', body: { title: 'A', price: 12.3 } }]);
  });

  test('says so when it asks for JSON and sends it', async () => {
    const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(async () => json({}));
    vi.stubGlobal('fetch', fetch);
    await send('POST', '/api/x', { body: {} });
    expect(fetch.mock.calls[0]?.[1].headers).toEqual({
      Accept: 'application/json',
      'Content-Type': 'application/json',
    });
  });

  test('brings no body for 204', async () => {
    fakeServer({ 'DELETE /api/tickets/t1': () => new Response(null, { status: 204 }) });
    expect((await send('DELETE', '/api/tickets/t1')).body).toBeUndefined();
  });

  test('fails with the errors that the server names, their fields and the wait it asks for', async () => {
    fakeServer({
      'POST /api/payments': () => refusal(503, { message: 'Busy', field: 'token' }, { 'Retry-After': '2' }),
    });
    const error = await failureOf(send('POST', '/api/payments', { body: {} }));
    expect(error).toMatchObject({
      status: 503,
      errors: [{ message: 'Busy', field: 'token' }],
      retryAfterSeconds: 2,
      outcomeUnknown: false,
    });
  });

  test.each([
    ['a page of HTML from a proxy', 502, '<html>Bad gateway</html>'],
    ['HTML where a success should be', 200, '<!doctype html>'],
    ['an empty success', 200, ''],
    ['JSON that is no list of errors', 500, '{"error":"no"}'],
    ['an empty list of errors', 500, '{"errors":[]}'],
    ['errors of another shape', 400, '{"errors":["no", {"field":"x"}, null]}'],
  ])('fails with a clear error on %s', async (_, status, text) => {
    fakeServer({ 'GET /api/tickets': () => new Response(text, { status }) });
    const error = await failureOf(send('GET', '/api/tickets'));
    expect(error.status).toBe(status);
    expect(error.message).toBe(`The server gave an answer that this page does not understand (status ${status}).`);
  });

  test('fails with a clear error when the network does', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    const error = await failureOf(send('GET', '/api/tickets'));
    expect(error).toMatchObject({ status: 0, outcomeUnknown: true });
    expect(error.message).toContain('cannot be reached');
  });

  test('fails when no answer comes in time', async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      'fetch',
      (_path: string, { signal }: RequestInit) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const failure = failureOf(send('GET', '/api/tickets', { timeoutMillis: 5000 }));
    await vi.advanceTimersByTimeAsync(5000);
    expect((await failure).message).toContain('did not answer in time');
  });

  test('is given up when nobody waits for it any more', async () => {
    let aborted = false;
    vi.stubGlobal(
      'fetch',
      (_path: string, { signal }: RequestInit) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            aborted = true;
            reject(signal.reason);
          });
        }),
    );
    const leaving = new AbortController();
    const failure = failureOf(send('GET', '/api/tickets', { signal: leaving.signal }));
    expect(aborted).toBe(false);
    leaving.abort();
    await failure;
    expect(aborted).toBe(true);
  });

  test('tells who listens that nobody is signed in on 401, and only then', async () => {
    const listener = vi.fn();
    onUnauthenticated(listener);
    fakeServer({
      'GET /api/orders': () => refusal(401, { message: 'Not signed in' }),
      'GET /api/orders/o1': () => refusal(403, { message: 'Not yours' }),
    });
    await failureOf(send('GET', '/api/orders/o1'));
    expect(listener).not.toHaveBeenCalled();
    await failureOf(send('GET', '/api/orders'));
    expect(listener.mock.calls).toEqual([['GET']]);
  });
});
