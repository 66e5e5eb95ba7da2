import { asApiError } from '../api/ApiError';

const LONGEST_DELAY_MILLIS = 15_000;

/** Not signed in, not yours, not there: looking again changes nothing. */
const FINAL_REFUSALS = [401, 403, 404];

export interface PollingOptions {
  /** One look at the server; resolves with true when there is nothing left to wait for. */
  poll: () => Promise<boolean>;
  intervalMillis: number;
  /** When to look first, if not after one interval. */
  firstMillis?: number;
  /** After so many looks it gives up: a forgotten page must not ask forever. */
  maxPolls: number;
  onGivenUp: () => void;
}

/**
 * Polls one look at a time, never while the page is hidden, and slower while looks fail: twice as slow each time,
 * or as slow as the server asks. Returns what stops it.
 */
export function startPolling(options: PollingOptions): () => void {
  const { poll, intervalMillis, firstMillis = intervalMillis, maxPolls, onGivenUp } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let polls = 0;
  let failures = 0;
  let looking = false;
  let ended = false;

  async function look(): Promise<void> {
    polls += 1;
    looking = true;
    const delayMillis = await delayUntilNext();
    looking = false;
    if (delayMillis !== null && !ended) {
      schedule(delayMillis);
    } else {
      end();
    }
  }

  /** Null when polling is over. */
  async function delayUntilNext(): Promise<number | null> {
    try {
      const finished = await poll();
      failures = 0;
      return finished ? null : intervalMillis;
    } catch (thrown) {
      const { status, retryAfterSeconds } = asApiError(thrown);
      if (FINAL_REFUSALS.includes(status)) {
        return null;
      }
      failures += 1;
      const ownMillis = Math.min(intervalMillis * 2 ** failures, LONGEST_DELAY_MILLIS);
      return Math.max(ownMillis, (retryAfterSeconds ?? 0) * 1000);
    }
  }

  function schedule(delayMillis: number): void {
    clearTimeout(timer);
    if (polls >= maxPolls) {
      end();
      onGivenUp();
    } else if (!document.hidden) {
      timer = setTimeout(() => void look(), delayMillis);
    }
  }

  function onVisibilityChange(): void {
    clearTimeout(timer);
    if (!document.hidden && !looking) {
      schedule(0);
    }
  }

  function end(): void {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibilityChange);
  }

  document.addEventListener('visibilitychange', onVisibilityChange);
  schedule(firstMillis);
  return end;
}
