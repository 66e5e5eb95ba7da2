import { afterEach, expect, test, vi } from 'vitest';
import { keepSignedIn } from '../api/renewal';
import { fakeLocks, fakeStream, show } from '../testing/fakeStream';
import { aTicket, buyer, fakeServer, json, refusal } from '../testing/fakeServer';
import { freshest, hear, startLive, streaming } from './live';
import { session } from './session';

const BEGUN = 'retry: 10\nid: a-1\n\n';

const ends: (() => void)[] = [];

afterEach(() => {
  ends.splice(0).forEach((end) => end());
});

function start(): void {
  ends.push(startLive());
}

/** What is heard, in short. */
function heard(): string[] {
  const all: string[] = [];
  ends.push(
    hear({
      onTicket: ({ id, version }) => all.push(`ticket ${id} ${version}`),
      onOrder: ({ id, status }) => all.push(`order ${id} ${status}`),
      onReset: () => all.push('reset'),
    }),
  );
  return all;
}

test('events are told as they come, however they are cut into pieces', async () => {
  const stream = fakeStream();
  const all = heard();
  start();
  await vi.waitFor(() => expect(streaming.value).toBe(true));
  expect(all).toEqual(['reset']);
  stream.send(`${BEGUN}:\n\nid: a-2\nevent: tic`);
  stream.send(`ket\ndata: ${JSON.stringify(aTicket({ version: 2 }))}\n\n:\n`);
  stream.send('\nid: a-3\nevent: order\ndata: {"id":"o1","ticketId":"t1","status":"complete","version":3}\n\n');
  await vi.waitFor(() => expect(all).toEqual(['reset', 'ticket t1 2', 'order o1 complete']));
});

test('a ticket never goes back to what it was before', async () => {
  const stream = fakeStream();
  start();
  await vi.waitFor(() => expect(streaming.value).toBe(true));
  const all = heard();
  stream.tell('a-2', 'ticket', aTicket({ version: 3 }));
  stream.tell('a-3', 'ticket', aTicket({ version: 2 }));
  await vi.waitFor(() => expect(all).toEqual(['ticket t1 3', 'ticket t1 3']));
  expect(freshest(aTicket({ version: 2 })).version).toBe(3);
  expect(freshest(aTicket({ version: 4 })).version).toBe(4);
});

test('after its end it goes on from the last event, when the server wants it', async () => {
  const stream = fakeStream();
  start();
  await vi.waitFor(() => expect(streaming.value).toBe(true));
  const all = heard();
  stream.send(BEGUN);
  stream.tell('a-2', 'ticket', aTicket());
  await vi.waitFor(() => expect(all).toHaveLength(1));
  stream.end();
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  expect(stream.opened.map(({ lastId }) => lastId)).toEqual([null, 'a-2']);
  stream.tell('b-9', 'reset', {});
  await vi.waitFor(() => expect(all).toEqual(['ticket t1 1', 'reset']));
});

test('it is closed while the page is hidden, and goes on when it is shown', async () => {
  const stream = fakeStream();
  start();
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  stream.send(BEGUN);
  await new Promise((resolve) => setTimeout(resolve, 20));
  show(false);
  await vi.waitFor(() => expect(streaming.value).toBe(false));
  expect(stream.count()).toBe(0);
  show(true);
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  expect(stream.opened[1]?.lastId).toBe('a-1');
});

test('tabs share one stream, and the next one goes on where the last one was', async () => {
  fakeLocks();
  const stream = fakeStream();
  start();
  await vi.waitFor(() => expect(streaming.value).toBe(true));
  stream.send(BEGUN);
  vi.resetModules();
  const other = await import('./live');
  const otherSession = (await import('./session')).session;
  otherSession.value = { state: 'known', user: null };
  const there: string[] = [];
  ends.push(other.hear({ onTicket: ({ id }) => there.push(id), onReset: () => there.push('reset') }));
  const endOther = other.startLive();
  ends.push(endOther);
  await vi.waitFor(() => expect(other.streaming.value).toBe(true));
  stream.tell('a-2', 'ticket', aTicket());
  await vi.waitFor(() => expect(there).toEqual(['t1']));
  expect(stream.opened).toHaveLength(1);

  // The first tab is closed.
  ends.shift()?.();
  await vi.waitFor(() => expect(stream.opened).toHaveLength(2));
  expect(stream.opened[1]?.lastId).toBe('a-2');
  stream.tell('a-3', 'ticket', aTicket({ id: 't2' }));
  await vi.waitFor(() => expect(there).toEqual(['t1', 't2']));
});

test('a tab that has missed what another one heard loads again', async () => {
  const stream = fakeStream();
  start();
  await vi.waitFor(() => expect(streaming.value).toBe(true));
  stream.send(BEGUN);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const all = heard();
  const channel = new BroadcastChannel('live');
  const event = { id: 'a-3', name: 'ticket', data: JSON.stringify(aTicket()) };
  channel.postMessage({ kind: 'event', previous: 'a-2', event });
  await vi.waitFor(() => expect(all).toEqual(['reset', 'ticket t1 1']));
  channel.postMessage({ kind: 'event', previous: 'a-3', event: { ...event, id: 'a-4' } });
  await vi.waitFor(() => expect(all).toHaveLength(3));
  expect(all[2]).toBe('ticket t1 1');
  channel.close();
});

test('who signs in has a stream of their own, and nobody sends no cookie', async () => {
  const stream = fakeStream();
  start();
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  expect(stream.opened[0]?.credentials).toBe('omit');
  keepSignedIn(true);
  session.value = { state: 'known', user: buyer };
  await vi.waitFor(() => expect(stream.opened).toHaveLength(2));
  expect(stream.opened[1]?.credentials).toBe('same-origin');
  await vi.waitFor(() => expect(stream.count()).toBe(1));
});

test('a session that is over is renewed for it', async () => {
  keepSignedIn(true);
  session.value = { state: 'known', user: buyer };
  const received = fakeServer({ 'POST /api/users/refresh': () => json({}) });
  const stream = fakeStream([refusal(401, { message: 'not signed in' })]);
  start();
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  expect(received.map(({ path }) => path)).toEqual(['/api/users/refresh']);
  expect(stream.opened).toHaveLength(2);
});

test('it waits for as long as a server that is full asks, and gives up a connection on which nothing is heard', async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const stream = fakeStream([refusal(503, { message: 'too many streams' }, { 'Retry-After': '10' })]);
  start();
  await vi.advanceTimersByTimeAsync(9_900);
  expect(stream.opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(stream.opened).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(20_000);
  stream.send(':\n\n');
  await vi.advanceTimersByTimeAsync(39_800);
  expect(streaming.value).toBe(true);
  await vi.advanceTimersByTimeAsync(300);
  expect(streaming.value).toBe(false);
  vi.useRealTimers();
});
