import { fireEvent, render, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { App } from '../App';
import { here, navigate } from '../router';
import { setUser } from '../state/session';
import { buyer, fakeServer, json, refusal } from '../testing/fakeServer';
import { TotalsPage } from './TotalsPage';

const totals = [
  { currency: 'usd', captured: 120.5, sold: 100, refunded: 20.5, disputed: 0, payments: 3 },
  { currency: 'jpy', captured: 500, sold: 500, refunded: 0, disputed: 0, payments: 1 },
];

test('each currency has a row of what moved, in its own money', async () => {
  fakeServer({ 'GET /api/payments/totals?from=2030-01-01&to=2030-01-31': () => json(totals) });
  navigate('/totals?from=2030-01-01&to=2030-01-31');
  render(<TotalsPage />);
  await screen.findByText('USD');
  const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ['USD', '3', '$120.50', '$100.00', '$20.50', '$0.00'],
    ['JPY', '1', '\u00a5500', '\u00a5500', '\u00a50', '\u00a50'],
  ]);
});

test('without days it is this month so far, and other days go into the address', async () => {
  vi.setSystemTime(Date.UTC(2030, 11, 15));
  const received = fakeServer({});
  navigate('/totals');
  render(<TotalsPage />);
  await screen.findByText(/No handler/);
  expect(received[0]?.path).toBe('/api/payments/totals?from=2030-12-01&to=2030-12-15');
  fireEvent.input(screen.getByLabelText('From'), { target: { value: '2030-11-01' } });
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(here.value.search).toBe('?from=2030-11-01&to=2030-12-15');
  vi.useRealTimers();
});

test('a day that is none is said at its field', async () => {
  fakeServer({
    'GET /api/payments/totals?from=x&to=2030-02-01': () =>
      refusal(400, { message: 'from must be a day', field: 'from' }),
  });
  navigate('/totals?from=x&to=2030-02-01');
  render(<TotalsPage />);
  await screen.findByText('From must be a day.');
  expect(screen.getByLabelText('From').getAttribute('aria-invalid')).toBe('true');
});

test('only administrators are led to it', () => {
  fakeServer({ 'GET /api/tickets': () => json([]) });
  setUser({ ...buyer, role: 'user' });
  const page = render(<App />);
  expect(screen.queryByRole('link', { name: 'Totals' })).toBeNull();
  page.unmount();
  setUser({ ...buyer, role: 'admin' });
  render(<App />);
  expect(screen.getByRole('link', { name: 'Totals' }).getAttribute('href')).toBe('/totals');
});
