import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeServer, json, noContent, refusal } from '../testing/fakeServer';
import type { ApiError } from './ApiError';
import { onUnauthenticated, send } from './http';
import { keepSignedIn, signedIn } from './renewal';

const over = () => refusal(401, { message: 'you are not signed in' });
const refresh = 'POST /api/users/refresh';

beforeEach(() => keepSignedIn(true));
afterEach(() => {
  onUnauthenticated(() => {});
  vi.unstubAllGlobals();
});

/** A server whose access tokens are over until it has been asked for new ones. */
function server(renewal: () => Response | Promise<Response>) {
  let fresh = false;
  return fakeServer({
    'GET /api/orders': () => (fresh ? json([]) : over()),
    'POST /api/orders': () => (fresh ? json({ id: 'o1' }, 201) : over()),
    [refresh]: async () => {
      const answer = await renewal();
      fresh = answer.ok;
      return answer;
    },
  });
}

function calls(received: { method: string; path: string }[]): string[] {
  return received.map(({ method, path }) => `${method} ${path}`);
}

test('a session that is over is renewed, and the call is made once more with what it sent', async () => {
  const received = server(() => json({ id: 'u1' }));
  const answer = await send('POST', '/api/orders', { body: { ticketId: 't1' } });
  expect(answer.status).toBe(201);
  expect(calls(received)).toEqual(['POST /api/orders', refresh, 'POST /api/orders']);
  expect(received[2]?.body).toEqual({ ticketId: 't1' });
});

test('calls that fail together renew it once', async () => {
  const received = server(() => json({}));
  await Promise.all([
    send('GET', '/api/orders'),
    send('POST', '/api/orders', { body: {} }),
    send('GET', '/api/orders'),
  ]);
  expect(calls(received).filter((call) => call === refresh)).toHaveLength(1);
});

test('a call that was sent before another one renewed it is just made again', async () => {
  let answer: (response: Response) => void = () => {};
  const late = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  const received = fakeServer({
    'GET /api/orders/o1': vi
      .fn()
      .mockReturnValueOnce(late)
      .mockReturnValue(json({ id: 'o1' })),
    'GET /api/orders': vi.fn().mockReturnValueOnce(over()).mockReturnValue(json([])),
    [refresh]: () => json({}),
  });
  const waiting = send('GET', '/api/orders/o1');
  await send('GET', '/api/orders');
  answer(over());
  expect((await waiting).status).toBe(200);
  expect(calls(received).filter((call) => call === refresh)).toHaveLength(1);
});

test('a renewal waits for the one of another tab, and is none then', async () => {
  const received = server(() => json({}));
  const request = vi.fn(async (_name: string, action: () => Promise<boolean>) => {
    localStorage.setItem('renewed-at', String(Date.now() + 1));
    return action();
  });
  vi.stubGlobal('navigator', { locks: { request } });
  await send('GET', '/api/orders').catch(() => {});
  expect(request).toHaveBeenCalledOnce();
  expect(calls(received)).toEqual(['GET /api/orders', 'GET /api/orders']);
});

test('what cannot be renewed is the end of the session, which is said once', async () => {
  const ended = vi.fn();
  onUnauthenticated(ended);
  const received = server(over);
  const error = await send('GET', '/api/orders').catch((thrown: ApiError) => thrown);
  expect(error).toMatchObject({ status: 401, errors: [{ message: 'you are not signed in' }] });
  expect(ended.mock.calls).toEqual([['GET']]);
  expect(calls(received)).toEqual(['GET /api/orders', refresh]);
});

test('a server that is not there does not end the session', async () => {
  const ended = vi.fn();
  onUnauthenticated(ended);
  server(() => refusal(503, { message: 'away' }));
  const error = await send('GET', '/api/orders').catch((thrown: ApiError) => thrown);
  expect(error).toMatchObject({ errors: [{ message: expect.stringContaining('cannot be renewed right now') }] });
  expect(ended).not.toHaveBeenCalled();
  expect(signedIn()).toBe(true);
});

test('it is tried once only', async () => {
  const received = fakeServer({ 'GET /api/orders': over, [refresh]: () => json({}) });
  await expect(send('GET', '/api/orders')).rejects.toMatchObject({ status: 401 });
  expect(received).toHaveLength(3);
});

test('who never signed in is not renewed, and a wrong password is no session', async () => {
  const ended = vi.fn();
  onUnauthenticated(ended);
  const received = fakeServer({ 'POST /api/users/signin': over, 'GET /api/orders': over, [refresh]: noContent });
  await expect(send('POST', '/api/users/signin', { body: {} })).rejects.toMatchObject({ status: 401 });
  expect(ended).not.toHaveBeenCalled();
  keepSignedIn(false);
  await expect(send('GET', '/api/orders')).rejects.toMatchObject({ status: 401 });
  expect(ended).toHaveBeenCalledOnce();
  expect(calls(received)).toEqual(['POST /api/users/signin', 'GET /api/orders']);
});
