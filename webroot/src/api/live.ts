import { openStream } from './http';

/** Server-Sent Events over fetch: unlike an EventSource it goes on from what another tab has heard, and signs in again. */

const STREAM = '/api/tickets/stream';
/** The server says something every 15 s; whoever hears nothing for longer is not connected any more. */
const SILENCE_MILLIS = 40_000;

export interface ServerEvent {
  id: string;
  name: string;
  data: string;
}

export interface Listening {
  /** The id of the last event that was heard; null to begin now. */
  lastId: string | null;
  signal: AbortSignal;
  /** Called once the server has begun to tell. */
  onOpen: () => void;
  onEvent: (event: ServerEvent) => void;
  /** Called with the id that a stream which begins now can be gone on from. */
  onId: (id: string) => void;
}

/** Listens until the stream ends. Resolves with the milliseconds after which to come again; null if that was not said. */
export async function listen({ lastId, signal, onOpen, onEvent, onId }: Listening): Promise<number | null> {
  const lost = new AbortController();
  const giveUp = () => lost.abort();
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) {
    giveUp();
  }
  let timer = setTimeout(giveUp, SILENCE_MILLIS);
  try {
    const headers = { Accept: 'text/event-stream', ...(lastId === null ? {} : { 'Last-Event-ID': lastId }) };
    const response = await openStream(STREAM, headers, lost.signal);
    if (!response.ok || response.body === null) {
      const seconds = Number(response.headers.get('Retry-After') ?? '');
      return seconds > 0 ? seconds * 1000 : null;
    }
    onOpen();
    return await read(response.body, {
      onEvent,
      onId,
      onHeard: () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, SILENCE_MILLIS);
      },
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

interface Reading {
  onEvent: (event: ServerEvent) => void;
  onId: (id: string) => void;
  onHeard: () => void;
}

/** As the HTML standard has it (9.2.6), but for line ends: our server writes LF alone. */
async function read(body: ReadableStream<Uint8Array>, { onEvent, onId, onHeard }: Reading): Promise<number | null> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let retryMillis: number | null = null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return retryMillis;
    }
    onHeard();
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const { id, event, data, retry } = fieldsOf(block);
      retryMillis = retry === undefined ? retryMillis : Number(retry);
      if (id !== undefined && data !== undefined) {
        onEvent({ id, name: event ?? 'message', data });
      } else if (id !== undefined) {
        onId(id);
      }
    }
  }
}

function fieldsOf(block: string): Record<string, string | undefined> {
  return Object.fromEntries(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    }),
  );
}
