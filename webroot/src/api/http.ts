import { ApiError, NO_ANSWER, type ErrorDetail } from './ApiError';
import { observeServerDate } from './serverClock';

const DEFAULT_TIMEOUT_MILLIS = 10_000;
const UNAUTHENTICATED = 401;

export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

export interface RequestOptions {
  body?: unknown;
  timeoutMillis?: number;
  /** Gives the call up: for answers that nobody waits for any more. */
  signal?: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

let unauthenticatedListener: (method: Method) => void = () => {};

/** Calls the listener whenever the server answers that nobody is signed in. */
export function onUnauthenticated(listener: (method: Method) => void): void {
  unauthenticatedListener = listener;
}

/**
 * One call to the API. Resolves with an answer of status 2xx whose body is JSON (undefined for 204), and rejects
 * with an ApiError for everything else: a refusal, no connection, no answer in time, an answer that is not JSON.
 */
export async function send(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> {
  const sentAtMillis = Date.now();
  const { response, text } = await exchange(method, path, options);
  observeServerDate(response.headers.get('Date'), sentAtMillis, Date.now());
  if (response.status === UNAUTHENTICATED) {
    unauthenticatedListener(method);
  }
  const body = response.status === 204 ? undefined : parse(response, text);
  if (!response.ok) {
    throw new ApiError(response.status, errorsIn(body, response.status), retryAfterSeconds(response));
  }
  return { status: response.status, body, headers: response.headers };
}

/** Reads the whole body inside the timeout: a server may also fall silent after its headers. */
async function exchange(method: Method, path: string, { body, timeoutMillis, signal }: RequestOptions) {
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  const timer = setTimeout(giveUp, timeoutMillis ?? DEFAULT_TIMEOUT_MILLIS);
  signal?.addEventListener('abort', giveUp);
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined
        ? { Accept: 'application/json' }
        : { Accept: 'application/json', 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
    });
    return { response, text: await response.text() };
  } catch {
    throw noAnswer(abort.signal.aborted
      ? 'The server did not answer in time. Try again in a moment.'
      : 'The server cannot be reached. Check your connection and try again.');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

function noAnswer(message: string): ApiError {
  return new ApiError(NO_ANSWER, [{ message }]);
}

function parse(response: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(response.status, [notUnderstood(response.status)], retryAfterSeconds(response));
  }
}

function notUnderstood(status: number): ErrorDetail {
  return { message: `The server gave an answer that this page does not understand (status ${status}).` };
}

/** The errors of a refusal; a body of any other shape, from a proxy for example, becomes one general error. */
function errorsIn(body: unknown, status: number): ErrorDetail[] {
  const errors = isObject(body) && Array.isArray(body['errors']) ? body['errors'].filter(isErrorDetail) : [];
  return errors.length > 0 ? errors : [notUnderstood(status)];
}

function isErrorDetail(value: unknown): value is ErrorDetail {
  return isObject(value)
    && typeof value['message'] === 'string'
    && (value['field'] === undefined || typeof value['field'] === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whole seconds (RFC 9110, 10.2.3); our servers do not send the form with a date. */
function retryAfterSeconds(response: Response): number | null {
  const value = response.headers.get('Retry-After')?.trim() ?? '';
  return /^\d+$/.test(value) ? Number(value) : null;
}
