import { effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { listen, type ServerEvent } from '../api/live';
import type { Ticket } from '../api/types';
import { session } from './session';

/**
 * What the server tells by itself. A browser has one stream for all its tabs: whichever visible one has the lock
 * listens and passes everything on. A hidden tab lets go of the lock, so with the last one the stream is closed; the
 * next tab that is shown goes on from the last event that any of them heard.
 */

const LOCK = 'live';
const CHANNEL = 'live';
const FIRST_RETRY_MILLIS = 2_000;
const LONGEST_RETRY_MILLIS = 30_000;
/** More than any list shows. */
const MAX_LATEST = 1_000;

/** An order of one's own: it is to be read again. */
export interface OrderNews {
  id: string;
  ticketId: string;
  status: string;
  version: number;
}

export interface Listener {
  onTicket?: (ticket: Ticket) => void;
  onOrder?: (order: OrderNews) => void;
  /** Something may have been missed: whatever is shown is to be loaded again. */
  onReset?: () => void;
}

/** What tabs say to each other. */
type Message =
  | { kind: 'event'; previous: string | null; event: ServerEvent }
  | { kind: 'begun'; id: string }
  | { kind: 'open'; open: boolean }
  | { kind: 'user'; user: string | null }
  | { kind: 'hello' };

/** Whether somebody listens for this tab right now. */
export const streaming = signal(false);

const listeners = new Set<Listener>();
const latest = new Map<string, Ticket>();
let lastId: string | null = null;

/** Has a page told, for as long as it is there. */
export function useLive(listener: Listener): void {
  const current = useRef(listener);
  current.current = listener;
  useEffect(
    () =>
      hear({
        onTicket: (ticket) => current.current.onTicket?.(ticket),
        onOrder: (order) => current.current.onOrder?.(order),
        onReset: () => current.current.onReset?.(),
      }),
    [],
  );
}

/** Has somebody told; returns what ends it. */
export function hear(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The ticket as it was told of last, where that is newer: an answer may have been on its way meanwhile. */
export function freshest(ticket: Ticket): Ticket {
  const told = latest.get(ticket.id);
  return told && told.version > ticket.version ? told : ticket;
}

/** Begins to listen; returns what ends it. */
export function startLive(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  /** Who is signed in, as the tab that knew it last said. */
  let user: string | null | undefined;
  /** Let go of by a hidden tab. */
  let turn: AbortController | null = null;
  /** The stream itself, which is opened anew for another user. */
  let stream: AbortController | null = null;
  let isOpen = false;

  const say = (message: Message) => channel.postMessage(message);

  function setOpen(open: boolean): void {
    isOpen = open;
    streaming.value = open;
    say({ kind: 'open', open });
  }

  function take(event: ServerEvent): void {
    lastId = event.id;
    tell(event);
  }

  async function lead(until: AbortSignal): Promise<void> {
    let failures = 0;
    // Whoever had the lock before may not have come to say so.
    setOpen(false);
    while (!until.aborted) {
      const mine = new AbortController();
      stream = mine;
      const stop = () => mine.abort();
      until.addEventListener('abort', stop);
      let retryMillis: number | null = null;
      try {
        retryMillis = await listen({
          lastId,
          signal: mine.signal,
          onOpen: () => {
            failures = 0;
            if (lastId === null) {
              // What was loaded before may be older than what is told from now on.
              listeners.forEach((listener) => listener.onReset?.());
            }
            setOpen(true);
          },
          onEvent: (event) => {
            say({ kind: 'event', previous: lastId, event });
            take(event);
          },
          onId: (id) => {
            say({ kind: 'begun', id });
            lastId = id;
          },
        });
      } catch {
        // Broken off, or no server there: the same as an end.
      }
      until.removeEventListener('abort', stop);
      stream = null;
      if (isOver(until)) {
        return;
      }
      setOpen(false);
      if (!isOver(mine.signal)) {
        failures += 1;
        await pause(delay(retryMillis, failures), until);
      }
    }
  }

  function contend(): void {
    if (document.hidden || turn !== null || user === undefined) {
      return;
    }
    const mine = new AbortController();
    turn = mine;
    const locks = (navigator as Partial<Navigator>).locks;
    if (locks) {
      locks.request(LOCK, { signal: mine.signal }, () => lead(mine.signal)).catch(() => {});
    } else {
      void lead(mine.signal);
    }
    say({ kind: 'hello' });
  }

  function letGo(): void {
    turn?.abort();
    turn = null;
    if (isOpen) {
      setOpen(false);
    }
  }

  function setUser(next: string | null): void {
    if (next !== user) {
      const first = user === undefined;
      user = next;
      if (first) {
        contend();
      } else {
        stream?.abort();
      }
    }
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    switch (data.kind) {
      case 'event':
        if (lastId !== null && lastId !== data.previous) {
          listeners.forEach((listener) => listener.onReset?.());
        }
        take(data.event);
        break;
      case 'begun':
        if (lastId !== null && lastId !== data.id) {
          listeners.forEach((listener) => listener.onReset?.());
        }
        lastId = data.id;
        break;
      case 'open':
        streaming.value = data.open;
        break;
      case 'user':
        setUser(data.user);
        break;
      case 'hello':
        if (isOpen) {
          say({ kind: 'open', open: true });
        }
        break;
    }
  };

  const onVisibility = () => (document.hidden ? letGo() : contend());
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('pagehide', letGo);
  window.addEventListener('pageshow', onVisibility);
  const endEffect = effect(() => {
    const { value } = session;
    if (value.state !== 'loading') {
      const known = value.state === 'known' ? (value.user?.id ?? null) : null;
      if (user !== undefined && known !== user) {
        say({ kind: 'user', user: known });
      }
      setUser(known);
    }
  });

  return () => {
    endEffect();
    letGo();
    channel.close();
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('pagehide', letGo);
    window.removeEventListener('pageshow', onVisibility);
    streaming.value = false;
    lastId = null;
    latest.clear();
  };
}

function tell({ name, data }: ServerEvent): void {
  if (name === 'ticket') {
    const ticket = JSON.parse(data) as Ticket;
    const newest = freshest(ticket);
    latest.delete(ticket.id);
    latest.set(ticket.id, newest);
    if (latest.size > MAX_LATEST) {
      latest.delete(latest.keys().next().value ?? '');
    }
    listeners.forEach((listener) => listener.onTicket?.(newest));
  } else if (name === 'order') {
    const order = JSON.parse(data) as OrderNews;
    listeners.forEach((listener) => listener.onOrder?.(order));
  } else if (name === 'reset') {
    listeners.forEach((listener) => listener.onReset?.());
  }
}

/** Asked anew each time: it changes while one waits. */
function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** Not all at once when a server comes back; and never sooner than it asks. */
function delay(askedMillis: number | null, failures: number): number {
  const least = askedMillis ?? FIRST_RETRY_MILLIS;
  const grown = Math.min(least * 2 ** (failures - 1), Math.max(LONGEST_RETRY_MILLIS, least));
  return grown * (1 + Math.random() / 2);
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
