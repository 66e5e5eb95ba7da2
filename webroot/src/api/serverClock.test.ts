import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { observeServerDate, serverNowMillis } from './serverClock';

const LOCAL = Date.UTC(2030, 0, 1, 12, 0, 0);

beforeEach(() => vi.useFakeTimers({ now: LOCAL }));
afterEach(() => vi.useRealTimers());

function header(millis: number): string {
  return new Date(millis).toUTCString();
}

test('without an answer the local clock counts', () => {
  expect(serverNowMillis()).toBe(LOCAL);
});

/** How far the estimate is ahead of the truth. */
function lead(trueOffset: number): number {
  return serverNowMillis() - (Date.now() + trueOffset);
}

test.each([0, 400, 3_600_999, -7_200_000])('a server %d ms ahead is known from one answer to a second', (ahead) => {
  observeServerDate(header(LOCAL + ahead), LOCAL - 80, LOCAL);
  expect(lead(ahead)).toBeGreaterThanOrEqual(0);
  expect(lead(ahead)).toBeLessThanOrEqual(1080);
});

test('more answers narrow the estimate', () => {
  const ahead = 3_600_400;
  for (let i = 0; i < 10; i += 1) {
    const now = LOCAL + i * 1100;
    observeServerDate(header(now + ahead), now, now);
  }
  expect(lead(ahead)).toBeGreaterThanOrEqual(0);
  expect(lead(ahead)).toBeLessThanOrEqual(100);
});

test('after a clock was set the newest answer counts alone', () => {
  observeServerDate(header(LOCAL), LOCAL, LOCAL);
  observeServerDate(header(LOCAL - 7_200_000), LOCAL, LOCAL);
  expect(lead(-7_200_000)).toBeGreaterThanOrEqual(0);
  expect(lead(-7_200_000)).toBeLessThanOrEqual(1000);
});

test.each([null, '', 'yesterday'])('a Date header of %j changes nothing', (value) => {
  observeServerDate(value, LOCAL, LOCAL);
  expect(serverNowMillis()).toBe(LOCAL);
});
