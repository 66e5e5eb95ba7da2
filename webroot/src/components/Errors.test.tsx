import { act, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../api/ApiError';
import { Errors } from './Errors';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const busy = (seconds: number) => new ApiError(503, [{ message: 'the service is too busy' }], seconds);

async function pass(millis: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(millis);
  });
}

function countdown(): string | null | undefined {
  return document.querySelector('[aria-hidden]')?.textContent;
}

test('a wait that the server asks for counts down for the eye and is said once', async () => {
  render(<Errors error={busy(3)} />);
  await pass(0);
  const said = screen.getByRole('alert').textContent;
  expect(said).toBe('The service is too busy.Try again in 3 s.');
  expect(countdown()).toBe('Try again in 3 s.');
  await pass(1000);
  expect(countdown()).toBe('Try again in 2 s.');
  await pass(2000);
  expect(countdown()).toBe('You can try again now.');
  expect(screen.getByRole('alert').textContent).toBe(said);
});

test('the next wait begins anew', async () => {
  const { rerender } = render(<Errors error={busy(3)} />);
  await pass(5000);
  rerender(<Errors error={busy(3)} />);
  await pass(0);
  expect(countdown()).toBe('Try again in 3 s.');
});

test('without a wait there is nothing to count', () => {
  render(<Errors error={new ApiError(500, [{ message: 'something went wrong on our side' }])} />);
  expect(countdown()).toBeUndefined();
});
