/**
 * The server's clock, estimated from the `Date` header of its answers, so that a countdown is right on a computer
 * whose own clock is not. The header has whole seconds; each answer bounds the offset from both sides, and the
 * bounds of successive answers are intersected, which soon is finer than a second.
 */

const HEADER_RESOLUTION_MILLIS = 1000;

interface Bounds {
  low: number;
  high: number;
}

let offset: Bounds | null = null;

/** Takes note of the `Date` header of an answer that was stamped between the two local times. */
export function observeServerDate(header: string | null, sentAtMillis: number, receivedAtMillis: number): void {
  const stamped = Date.parse(header ?? '');
  if (Number.isNaN(stamped)) {
    return;
  }
  const seen = { low: stamped - receivedAtMillis, high: stamped + HEADER_RESOLUTION_MILLIS - sentAtMillis };
  offset = (offset && intersection(offset, seen)) ?? seen;
}

/**
 * The latest that the server's time can be now, in milliseconds since the epoch: a countdown then never promises
 * more time than there is. The local time until an answer has come.
 */
export function serverNowMillis(): number {
  return Date.now() + (offset?.high ?? 0);
}

export function forgetServerClock(): void {
  offset = null;
}

/** Null when they do not meet: then one of the clocks was set, and the older bounds are worthless. */
function intersection(a: Bounds, b: Bounds): Bounds | null {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return low <= high ? { low, high } : null;
}
