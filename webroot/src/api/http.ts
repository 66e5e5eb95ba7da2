import { texts } from '../i18n';
import { ApiError, type ErrorDetail } from './ApiError';
import { exchange, type Exchanged, type Method, type RequestOptions } from './exchange';
import { renewSession, signedIn } from './renewal';
import { observeServerDate } from './serverClock';

const UNAUTHENTICATED = 401;
/** Where 401 speaks of what was sent: a wrong password is no session that is over. */
const ABOUT_CREDENTIALS = /^\/api\/users\/(signin|signup|signout|verify|forgot|reset)$/;

export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

export type { Method, RequestOptions } from './exchange';

let unauthenticatedListener: (method: Method) => void = () => {};

/** Calls the listener whenever the server answers that nobody is signed in. */
export function onUnauthenticated(listener: (method: Method) => void): void {
  unauthenticatedListener = listener;
}

/**
 * One call to the API. Resolves with an answer of status 2xx whose body is JSON (undefined for 204), and rejects
 * with an ApiError for everything else: a refusal, no connection, no answer in time, an answer that is not JSON.
 * A session that is over is renewed, and the call is then made once more.
 */
export async function send(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> {
  const { response, text } = await exchangeSignedIn(method, path, options);
  if (response.status === UNAUTHENTICATED && !ABOUT_CREDENTIALS.test(path)) {
    unauthenticatedListener(method);
  }
  const body = response.status === 204 ? undefined : parse(response, text);
  if (!response.ok) {
    throw refusal(response, body);
  }
  return { status: response.status, body, headers: response.headers };
}

/**
 * Opens what the server goes on answering for as long as somebody listens. Nobody's cookie goes along unless somebody
 * is signed in: one that is over would be refused. A session that is over is renewed, as for any call.
 */
export async function openStream(
  path: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  const ask = () =>
    fetch(path, { headers, signal, cache: 'no-store', credentials: signedIn() ? 'same-origin' : 'omit' });
  const sentAtMillis = Date.now();
  const first = await ask();
  if (first.status !== UNAUTHENTICATED || !signedIn()) {
    return first;
  }
  if (!(await renewSession(sentAtMillis))) {
    unauthenticatedListener('GET');
  }
  return ask();
}

async function exchangeSignedIn(method: Method, path: string, options: RequestOptions): Promise<Exchanged> {
  const sentAtMillis = Date.now();
  const first = await observed(method, path, options);
  const over = first.response.status === UNAUTHENTICATED && signedIn() && !ABOUT_CREDENTIALS.test(path);
  return over && (await renewSession(sentAtMillis)) ? observed(method, path, options) : first;
}

async function observed(method: Method, path: string, options: RequestOptions): Promise<Exchanged> {
  const sentAtMillis = Date.now();
  const exchanged = await exchange(method, path, options);
  observeServerDate(exchanged.response.headers.get('Date'), sentAtMillis, Date.now());
  return exchanged;
}

/** A refusal in the server's words. */
function refusal(response: Response, body: unknown): ApiError {
  return new ApiError(response.status, errorsIn(body, response.status), retryAfterSeconds(response));
}

function parse(response: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(response.status, [notUnderstood(response.status)], retryAfterSeconds(response));
  }
}

function notUnderstood(status: number): ErrorDetail {
  return { message: texts().errors.notUnderstood(status) };
}

/** The errors of a refusal; a body of any other shape, from a proxy for example, becomes one general error. */
function errorsIn(body: unknown, status: number): ErrorDetail[] {
  const errors = isObject(body) && Array.isArray(body['errors']) ? body['errors'].filter(isErrorDetail) : [];
  return errors.length > 0 ? errors : [notUnderstood(status)];
}

function isErrorDetail(value: unknown): value is ErrorDetail {
  return (
    isObject(value)
    && typeof value['message'] === 'string'
    && (value['field'] === undefined || typeof value['field'] === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whole seconds (RFC 9110, 10.2.3); our servers do not send the form with a date. */
function retryAfterSeconds(response: Response): number | null {
  const value = response.headers.get('Retry-After')?.trim() ?? '';
  return /^\d+$/.test(value) ? Number(value) : null;
}
