import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { theme } from '../state/theme';
import { Countdown } from './Countdown';
import { Layout } from './Layout';

test('the language can be changed, and the page follows at once', async () => {
  render(<Layout>page</Layout>);
  fireEvent.change(screen.getByLabelText('Language'), { target: { value: 'de' } });
  expect(await screen.findByRole('link', { name: 'Anmelden' })).toBeTruthy();
});

test('colours can be chosen, and are remembered until the device decides again', () => {
  render(<Layout>page</Layout>);
  const choice = screen.getByLabelText('Colours');
  fireEvent.change(choice, { target: { value: 'dark' } });
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(localStorage.getItem('theme')).toBe('dark');
  fireEvent.change(choice, { target: { value: 'auto' } });
  expect(document.documentElement.dataset['theme']).toBeUndefined();
  expect(localStorage.getItem('theme')).toBeNull();
  expect(theme.value).toBe('auto');
});

test('it says so while there is no network, and no longer', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  render(<Layout>page</Layout>);
  expect(screen.queryByText(/You are offline/)).toBeNull();
  online.mockReturnValue(false);
  window.dispatchEvent(new Event('offline'));
  expect(await screen.findByText(/You are offline/)).toBeTruthy();
  online.mockReturnValue(true);
  window.dispatchEvent(new Event('online'));
  await waitFor(() => expect(screen.queryByText(/You are offline/)).toBeNull());
});

test.each([
  [121, false],
  [120, true],
  [1, true],
])('with %d seconds left it is said what happens next: %s', (seconds, said) => {
  render(<Countdown remainingSeconds={seconds} />);
  expect(screen.queryByText(/If the time runs out/) !== null).toBe(said);
});
