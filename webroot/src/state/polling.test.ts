import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../api/ApiError';
import { startPolling } from './polling';

let hidden = false;

beforeEach(() => {
  vi.useFakeTimers();
  hidden = false;
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
});
afterEach(() => vi.useRealTimers());

function setHidden(value: boolean): void {
  hidden = value;
  document.dispatchEvent(new Event('visibilitychange'));
}

function polling(poll: () => Promise<boolean>, maxPolls = 100) {
  const onGivenUp = vi.fn();
  const stop = startPolling({ poll, intervalMillis: 1000, maxPolls, onGivenUp });
  return { stop, onGivenUp };
}

test('it looks every second until there is nothing to wait for', async () => {
  const poll = vi.fn(async () => poll.mock.calls.length === 3);
  polling(poll);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(poll).toHaveBeenCalledTimes(3);
});

test('it never looks twice at a time', async () => {
  const poll = vi.fn(() => new Promise<boolean>(() => {}));
  polling(poll);
  await vi.advanceTimersByTimeAsync(10_000);
  setHidden(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(poll).toHaveBeenCalledTimes(1);
});

test('it rests while the page is hidden and looks at once when it is back', async () => {
  const poll = vi.fn(async () => false);
  polling(poll);
  await vi.advanceTimersByTimeAsync(2000);
  setHidden(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).toHaveBeenCalledTimes(2);
  setHidden(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(poll).toHaveBeenCalledTimes(3);
});

test('a page that is hidden from the start, or hides while it looks, waits to be seen', async () => {
  const poll = vi.fn(async () => {
    hidden = true;
    return false;
  });
  hidden = true;
  polling(poll);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).not.toHaveBeenCalled();
  setHidden(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).toHaveBeenCalledTimes(1);
});

test('it gives up after its last look', async () => {
  const poll = vi.fn(async () => false);
  const { onGivenUp } = polling(poll, 5);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).toHaveBeenCalledTimes(5);
  expect(onGivenUp).toHaveBeenCalledOnce();
});

test('it slows down while looks fail, and is as quick as before when they succeed', async () => {
  const poll = vi.fn(async () => {
    if (poll.mock.calls.length <= 2) {
      throw new ApiError(0, [{ message: 'away' }]);
    }
    return false;
  });
  polling(poll);
  await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000 - 1);
  expect(poll).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(poll).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(poll).toHaveBeenCalledTimes(4);
});

test('it waits as long as the server asks', async () => {
  const poll = vi.fn(async () => {
    throw new ApiError(429, [{ message: 'slower' }], 20);
  });
  polling(poll);
  await vi.advanceTimersByTimeAsync(20_999);
  expect(poll).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(poll).toHaveBeenCalledTimes(2);
});

test.each([401, 403, 404])('a %d ends it', async (status) => {
  const poll = vi.fn(async () => {
    throw new ApiError(status, [{ message: 'no' }]);
  });
  polling(poll);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).toHaveBeenCalledTimes(1);
});

test('once stopped it does not look again, not even when the page comes back', async () => {
  const poll = vi.fn(async () => false);
  const { stop } = polling(poll);
  await vi.advanceTimersByTimeAsync(1000);
  stop();
  setHidden(true);
  setHidden(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).toHaveBeenCalledTimes(1);
});
