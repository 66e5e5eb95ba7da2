import { texts } from '../i18n';
import { keep, recall } from '../kept';
import { ApiError, NO_ANSWER } from './ApiError';
import { exchange } from './exchange';

/**
 * Access tokens live for minutes; the cookie that renews them, which no script can see, for weeks. What all tabs of
 * the browser must know of it is kept where all of them look.
 */

const REFRESH = '/api/users/refresh';
const LOCK = 'renew-session';
const SIGNED_IN = 'signed-in';
const RENEWED_AT = 'renewed-at';
const TOO_MANY = 429;
const UNAVAILABLE = 500;

/** Whether somebody has signed in with this browser and neither signed out nor been signed out since. */
export function signedIn(): boolean {
  return recall(SIGNED_IN) !== null;
}

export function keepSignedIn(is: boolean): void {
  keep(SIGNED_IN, is ? 'yes' : null);
}

let renewing: Promise<boolean> | null = null;

/**
 * Renews the session that was over when a call was sent; false when it is over for good. Many may ask at once, in
 * several tabs, and the server is asked once. Fails with an ApiError when it cannot tell.
 */
export function renewSession(sentAtMillis: number): Promise<boolean> {
  renewing ??= alone(() => renew(sentAtMillis)).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renew(sentAtMillis: number): Promise<boolean> {
  if (Number(recall(RENEWED_AT) ?? 0) >= sentAtMillis) {
    return true;
  }
  const {
    response: { status, ok },
  } = await exchange('POST', REFRESH, {});
  if (status === TOO_MANY || status >= UNAVAILABLE) {
    throw new ApiError(NO_ANSWER, [{ message: texts().errors.notRenewed }]);
  }
  if (ok) {
    keep(RENEWED_AT, String(Date.now()));
  }
  return ok;
}

/** One tab at a time, where the browser can do that; where not, the server forgives what comes within seconds. */
async function alone(action: () => Promise<boolean>): Promise<boolean> {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request(LOCK, action) : action();
}
