import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { formatMoment } from '../format';
import { here, navigate } from '../router';
import { currentUser, setUser } from '../state/session';
import { buyer, fakeServer, json, noContent, refusal } from '../testing/fakeServer';
import { AccountPage } from './AccountPage';

const AT = '2030-01-01T12:00:05Z';
const mine = {
  id: 's1',
  device: 'Firefox on Linux',
  address: '192.0.2.1',
  createdAt: AT,
  lastUsedAt: AT,
  current: true,
};
const other = {
  id: 's2',
  device: 'Chrome on Android',
  address: '192.0.2.2',
  createdAt: AT,
  lastUsedAt: AT,
  current: false,
};

beforeEach(() => {
  setUser({ ...buyer, verified: false });
  navigate('/account');
});

function open(handlers: Parameters<typeof fakeServer>[0] = {}, sessions = [mine]) {
  const received = fakeServer({ 'GET /api/users/sessions': () => json(sessions), ...handlers });
  render(<AccountPage />);
  return received;
}

function part(name: string) {
  return within(screen.getByRole('region', { name }));
}

test('an address that is not confirmed can be sent the link again', async () => {
  const received = open({ 'PUT /api/users/email': () => json({}, 202) });
  const email = part('Email address');
  expect(email.getByText('not confirmed yet.', { exact: false })).toBeTruthy();
  fireEvent.input(email.getByLabelText('Current password'), { target: { value: 'my password' } });
  fireEvent.click(email.getByRole('button', { name: 'Send me a link' }));
  expect(await email.findByText(/is on its way to that address/)).toBeTruthy();
  expect(received.at(-1)?.body).toEqual({ email: buyer.email, currentPassword: 'my password' });
});

test('another address takes the place of a confirmed one, and refusals are shown', async () => {
  setUser({ ...buyer, verified: true });
  const answers = [
    () => refusal(403, { message: 'the current password is wrong' }),
    () => refusal(400, { message: 'email must be an email address', field: 'email' }),
  ];
  const received = open({ 'PUT /api/users/email': () => (answers.shift() ?? (() => json({}, 202)))() });
  const email = part('Email address');
  const field = email.getByLabelText('New email address');
  const send = () => fireEvent.click(email.getByRole('button', { name: 'Send me a link' }));
  fireEvent.input(field, { target: { value: 'new@example.com' } });
  send();
  expect(await email.findByText('The current password is wrong.')).toBeTruthy();
  send();
  expect(await email.findByText('New email address must be an email address.')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(field));
  send();
  expect(await email.findByText(/is on its way to that address/)).toBeTruthy();
  expect(received.at(-1)?.body).toEqual({ email: 'new@example.com', currentPassword: '' });
});

test('the password is changed with the current one, and what was typed does not stay', async () => {
  const received = open({ 'PUT /api/users/password': () => noContent() });
  const password = part('Password');
  fireEvent.input(password.getByLabelText('Current password'), { target: { value: 'old password' } });
  fireEvent.input(password.getByLabelText('New password'), { target: { value: 'new password' } });
  fireEvent.click(password.getByRole('button', { name: 'Change the password' }));
  expect(await password.findByText(/Your password is changed/)).toBeTruthy();
  expect(received.at(-1)?.body).toEqual({ currentPassword: 'old password', password: 'new password' });
  expect(password.getByLabelText<HTMLInputElement>('New password').value).toBe('');
});

test('each sign-in says where and when it was, and all but this one can be ended', async () => {
  let sessions = [mine, other];
  open({
    'GET /api/users/sessions': () => json(sessions),
    'DELETE /api/users/sessions/s2': () => {
      sessions = [mine];
      return noContent();
    },
  });
  const list = part('Where you are signed in');
  await list.findByText('Chrome on Android');
  expect(list.getByText(`192.0.2.2, last used ${formatMoment(AT)}`)).toBeTruthy();
  expect(list.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    'End Chrome on Android, 192.0.2.2',
    'End all others',
  ]);
  fireEvent.click(list.getByRole('button', { name: 'End Chrome on Android, 192.0.2.2' }));
  await waitFor(() => expect(list.queryByText('Chrome on Android')).toBeNull());
  expect(list.queryByRole('button')).toBeNull();
});

test('all others end at once, after a question', async () => {
  const received = open({ 'DELETE /api/users/sessions': () => noContent() }, [mine, other]);
  const list = part('Where you are signed in');
  fireEvent.click(await list.findByRole('button', { name: 'End all others' }));
  expect(received).toHaveLength(1);
  fireEvent.click(list.getByRole('button', { name: 'Yes, end them' }));
  await waitFor(() => expect(received.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'GET']));
});

test('the account is deleted with the password, after being told what that means', async () => {
  const received = open({ 'DELETE /api/users': () => noContent() });
  const deletion = part('Delete the account');
  fireEvent.click(deletion.getByRole('button', { name: 'Delete my account...' }));
  expect(deletion.getByText(/nobody can undo it/)).toBeTruthy();
  fireEvent.input(deletion.getByLabelText('Current password'), { target: { value: 'my password' } });
  fireEvent.click(deletion.getByRole('button', { name: 'Delete it for good' }));
  await waitFor(() => expect(currentUser.value).toBeNull());
  expect(received.at(-1)?.body).toEqual({ currentPassword: 'my password' });
  expect(here.value.pathname).toBe('/');
});

test('who has thought again keeps it', () => {
  const received = open();
  fireEvent.click(screen.getByRole('button', { name: 'Delete my account...' }));
  fireEvent.click(screen.getByRole('button', { name: 'Keep my account' }));
  expect(screen.getByRole('button', { name: 'Delete my account...' })).toBeTruthy();
  expect(received.filter(({ method }) => method === 'DELETE')).toEqual([]);
});
