import { texts } from '../i18n';
import { ApiError, NO_ANSWER } from './ApiError';

const DEFAULT_TIMEOUT_MILLIS = 10_000;

export interface RequestOptions {
  body?: unknown;
  timeoutMillis?: number;
  /** Gives the call up: for answers that nobody waits for any more. */
  signal?: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Exchanged {
  response: Response;
  text: string;
}

/** Reads the whole body inside the timeout: a server may also fall silent after its headers. */
export async function exchange(method: Method, path: string, options: RequestOptions): Promise<Exchanged> {
  const { body, timeoutMillis, signal } = options;
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  const timer = setTimeout(giveUp, timeoutMillis ?? DEFAULT_TIMEOUT_MILLIS);
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) {
    giveUp();
  }
  try {
    const response = await fetch(path, {
      method,
      headers:
        body === undefined
          ? { Accept: 'application/json' }
          : { Accept: 'application/json', 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
    });
    return { response, text: await response.text() };
  } catch {
    throw noAnswer(abort.signal.aborted ? texts().errors.late : texts().errors.unreachable);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

function noAnswer(message: string): ApiError {
  return new ApiError(NO_ANSWER, [{ message }]);
}
