import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import type { Account } from '../api/types';
import { navigate } from '../router';
import { setUser } from '../state/session';
import { buyer, fakeServer, json, noContent, refusal } from '../testing/fakeServer';
import { AuditPage } from './AuditPage';
import { UsersPage } from './UsersPage';

const ann: Account = {
  id: 'u-ann',
  email: 'ann@example.com',
  role: 'user',
  status: 'active',
  verified: true,
  createdAt: '2030-01-01T12:00:00Z',
};
const boss: Account = { ...ann, id: 'u-boss', email: 'boss@example.com', role: 'admin' };

beforeEach(() => setUser({ ...buyer, role: 'admin' }));

test('a user is banned for a reason, and the ban is lifted again', async () => {
  const received = fakeServer({
    'GET /api/users': () => json([ann, boss]),
    'POST /api/users/u-ann/ban': () => noContent(),
    'DELETE /api/users/u-ann/ban': () => noContent(),
  });
  render(<UsersPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Ban ann@example.com' }));
  const reason = screen.getByLabelText('Reason');
  await waitFor(() => expect(document.activeElement).toBe(reason));
  fireEvent.input(reason, { target: { value: 'sells copies' } });
  fireEvent.click(screen.getByRole('button', { name: 'Ban the user' }));
  expect(await screen.findByText('Banned')).toBeTruthy();
  expect(received.at(-1)?.body).toEqual({ reason: 'sells copies' });
  fireEvent.click(screen.getByRole('button', { name: 'Lift the ban of ann@example.com' }));
  fireEvent.click(screen.getByRole('button', { name: 'Yes, lift it' }));
  expect(await screen.findByRole('button', { name: 'Ban ann@example.com' })).toBeTruthy();
  expect(received.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/users/u-ann/ban' });
});

test('administrators cannot be banned, so nothing offers it', async () => {
  fakeServer({ 'GET /api/users': () => json([boss]) });
  render(<UsersPage />);
  expect(await screen.findByText('boss@example.com')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Ban/ })).toBeNull();
});

test('a ban without a reason is explained at the field', async () => {
  fakeServer({
    'GET /api/users': () => json([ann]),
    'POST /api/users/u-ann/ban': () => refusal(400, { message: 'reason must be 1 to 500 characters', field: 'reason' }),
  });
  render(<UsersPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Ban ann@example.com' }));
  fireEvent.click(screen.getByRole('button', { name: 'Ban the user' }));
  expect(await screen.findByText('Reason must be 1 to 500 characters.')).toBeTruthy();
});

test('users are found as one types, and the address says what was searched for', async () => {
  fakeServer({ 'GET /api/users': () => json([ann, boss]), 'GET /api/users?q=boss': () => json([boss]) });
  navigate('/users');
  render(<UsersPage />);
  await screen.findByText('ann@example.com');
  fireEvent.input(screen.getByLabelText('Address begins with'), { target: { value: 'boss' } });
  await waitFor(() => expect(screen.queryByText('ann@example.com')).toBeNull());
  expect(location.search).toBe('?q=boss');
});

test('the audit log says what was done, by whom and why, and can be asked about one user', async () => {
  const entry = {
    id: 'a1',
    at: '2030-01-01T12:00:00Z',
    action: 'user-banned',
    actor: 'u-boss-12345678',
    user: 'u-ann-87654321',
    address: '192.0.2.7',
    detail: 'sells copies',
  };
  fakeServer({
    'GET /api/users/audit': () => json([entry]),
    'GET /api/users/audit?user=u-ann-87654321': () => json([]),
  });
  navigate('/audit');
  render(<AuditPage />);
  const row = within((await screen.findByText('sells copies')).closest('tr') ?? document.body);
  expect(row.getByText('Banned')).toBeTruthy();
  expect(row.getByText('192.0.2.7')).toBeTruthy();
  expect(row.getByText('\u202687654321').closest('a')?.getAttribute('href')).toBe('/audit?user=u-ann-87654321');
  navigate('/audit?user=u-ann-87654321');
  expect(await screen.findByText('Nothing has been written down yet.')).toBeTruthy();
});

test('nobody else is shown more than that this is for administrators', () => {
  setUser(buyer);
  const received = fakeServer({});
  render(<UsersPage />);
  expect(screen.getByText('This page is for administrators.')).toBeTruthy();
  expect(received).toEqual([]);
});
