import { vi } from 'vitest';

const STREAM = '/api/tickets/stream';

interface Opened {
  lastId: string | null;
  credentials: RequestCredentials | undefined;
}

export interface FakeStream {
  /** How often it was asked for, and with what. */
  opened: Opened[];
  /** How many are open. */
  count: () => number;
  /** Says something on all that are open. */
  send: (text: string) => void;
  /** Says an event. */
  tell: (id: string, name: string, data: object) => void;
  /** Ends all that are open. */
  end: () => void;
}

/** Answers for the server's stream of events; whatever else is asked goes where it went before. */
export function fakeStream(refusals: Response[] = []): FakeStream {
  const others = globalThis.fetch;
  const opened: Opened[] = [];
  const open = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path !== STREAM) {
      return others(path, init);
    }
    opened.push({ lastId: new Headers(init.headers).get('Last-Event-ID'), credentials: init.credentials });
    const refused = refusals.shift();
    if (refused) {
      return refused;
    }
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        open.add(controller);
        init.signal?.addEventListener('abort', () => {
          if (open.delete(controller)) {
            controller.error(new DOMException('aborted', 'AbortError'));
          }
        });
      },
    });
    return new Response(body, { status: 200 });
  });
  const send = (text: string) => open.forEach((controller) => controller.enqueue(encoder.encode(text)));
  return {
    opened,
    count: () => open.size,
    send,
    tell: (id, name, data) => send(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    end: () => {
      open.forEach((controller) => controller.close());
      open.clear();
    },
  };
}

/** Locks as a browser's tabs share them. */
export function fakeLocks() {
  let last: Promise<unknown> = Promise.resolve();
  vi.stubGlobal('navigator', {
    locks: {
      request: async (_name: string, { signal }: { signal: AbortSignal }, action: () => Promise<unknown>) => {
        const mine = last.then(() => (signal.aborted ? undefined : action()));
        last = mine.catch(() => {});
        return mine;
      },
    },
  });
}

/** What a browser does when its tab is shown or hidden. */
export function show(visible: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(!visible);
  document.dispatchEvent(new Event('visibilitychange'));
}
