import { act, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { navigate } from '../router';
import { setUser } from '../state/session';
import { aTicket, fakeServer, json, noContent, refusal, seller } from '../testing/fakeServer';
import { SalesPage } from './SalesPage';

beforeEach(() => {
  setUser(seller);
  navigate('/sales');
});

const mixed = [
  aTicket({ id: 't5', title: 'Fifth' }),
  aTicket({ id: 't4', status: 'reserved' }),
  aTicket({ id: 't3', status: 'sold', price: 0.1 }),
  aTicket({ id: 't2', status: 'sold', price: 0.2 }),
  aTicket({ id: 't1', status: 'withdrawn' }),
];

test('it sums up what is shown, to the cent, and does not pass it off as everything', async () => {
  fakeServer({
    'GET /api/tickets?seller=me': () => json(mixed, 200, { Link: '</api/tickets?seller=me&cursor=c>; rel="next"' }),
    'GET /api/tickets?seller=me&cursor=c': () => json([aTicket({ id: 't0', status: 'sold', price: 10 })]),
  });
  render(<SalesPage />);
  expect(
    await screen.findByText('Of the 5 shown here: 1 available, 1 reserved, 2 sold for $0.30, 1 withdrawn.'),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('In all: 1 available, 1 reserved, 3 sold for $10.30, 1 withdrawn.')).toBeTruthy();
});

test('the state to show is in the address', async () => {
  fakeServer({
    'GET /api/tickets?seller=me': () => json(mixed),
    'GET /api/tickets?seller=me&status=sold': () => json(mixed.filter(({ status }) => status === 'sold')),
  });
  render(<SalesPage />);
  await screen.findByText('Fifth');
  const sold = screen.getByRole('link', { name: 'Sold' });
  act(() => navigate(sold.getAttribute('href') ?? ''));
  expect(await screen.findByText('In all: 2 sold for $0.30.')).toBeTruthy();
  expect(sold.getAttribute('aria-current')).toBe('true');
  expect(screen.getByRole('link', { name: 'All' }).hasAttribute('aria-current')).toBe(false);
});

test('only what is available can be edited and withdrawn, and editing comes back here', async () => {
  navigate('/sales?status=available');
  fakeServer({ 'GET /api/tickets?seller=me&status=available': () => json(mixed) });
  render(<SalesPage />);
  expect((await screen.findAllByRole('link', { name: /^Edit/ })).map((link) => link.getAttribute('href'))).toEqual([
    '/tickets/t5/edit?next=%2Fsales%3Fstatus%3Davailable',
  ]);
  expect(screen.getAllByRole('button', { name: /^Withdraw/ })).toHaveLength(1);
});

test('what is withdrawn stays in its place, where the keyboard goes on', async () => {
  fakeServer({
    'GET /api/tickets?seller=me': () => json(mixed),
    'DELETE /api/tickets/t5': noContent,
  });
  render(<SalesPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Withdraw Fifth' }));
  fireEvent.click(screen.getByRole('button', { name: 'Yes, withdraw it' }));
  expect(await screen.findByText('In all: 1 reserved, 2 sold for $0.30, 2 withdrawn.')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Fifth' })));
});

test('what has just been reserved is not withdrawn, and its entry says so', async () => {
  fakeServer({
    'GET /api/tickets?seller=me': () => json(mixed),
    'GET /api/tickets/t5': () => json(aTicket({ id: 't5', title: 'Fifth', status: 'reserved', version: 2 })),
    'DELETE /api/tickets/t5': () => refusal(409, { message: 'the ticket is reserved' }),
  });
  render(<SalesPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Withdraw Fifth' }));
  fireEvent.click(screen.getByRole('button', { name: 'Yes, withdraw it' }));
  expect((await screen.findByText(/not withdrawn/)).closest('li')?.textContent).toContain('Reserved');
});

test.each([
  ['/sales', 'GET /api/tickets?seller=me', 'Sell one', '/sell'],
  ['/sales?status=sold', 'GET /api/tickets?seller=me&status=sold', 'See them all', '/sales'],
])('%s without a ticket says what to do', async (path, request, wayOn, href) => {
  navigate(path);
  fakeServer({ [request]: () => json([]) });
  render(<SalesPage />);
  expect((await screen.findByText(wayOn)).getAttribute('href')).toBe(href);
});
