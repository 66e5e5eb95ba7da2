import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { here, navigate } from '../router';
import { currentUser, setUser } from '../state/session';
import { buyer, fakeServer, json, noContent, refusal } from '../testing/fakeServer';
import { ForgotPage } from './ForgotPage';
import { ResetPage } from './ResetPage';
import { VerifyPage } from './VerifyPage';

function press(name: string): void {
  fireEvent.click(screen.getByRole('button', { name }));
}

test('a link confirms the address when the button is pressed and not before, and its token leaves the address', async () => {
  setUser({ ...buyer, verified: false });
  const received = fakeServer({
    'POST /api/users/verify': () => noContent(),
    'POST /api/users/refresh': () => json({}),
    'GET /api/users/currentuser': () => json({ currentUser: { ...buyer, verified: true } }),
  });
  navigate('/verify?token=abc');
  render(<VerifyPage />);
  expect(here.value).toEqual({ pathname: '/verify', search: '' });
  expect(window.location.search).toBe('');
  expect(received).toEqual([]);
  press('Confirm it');
  expect(await screen.findByText('Thank you: your email address is confirmed.')).toBeTruthy();
  expect(received[0]?.body).toEqual({ token: 'abc' });
  await waitFor(() => expect(currentUser.value?.verified).toBe(true));
});

test('a link that was used or is too old says so and leads to a new one', async () => {
  fakeServer({
    'POST /api/users/verify': () => refusal(400, { message: 'this link is no longer good', field: 'token' }),
  });
  navigate('/verify?token=abc');
  render(<VerifyPage />);
  press('Confirm it');
  expect(await screen.findByText('This link is no longer good.')).toBeTruthy();
  expect(screen.getByText('Have a new one sent').getAttribute('href')).toBe('/account');
});

test('without a token there is nothing to press', () => {
  navigate('/verify');
  render(<VerifyPage />);
  expect(screen.queryByRole('button')).toBeNull();
  cleanup();
  navigate('/reset');
  render(<ResetPage />);
  expect(screen.queryByRole('button')).toBeNull();
});

test('whoever forgot their password is told the same in any case', async () => {
  const received = fakeServer({ 'POST /api/users/forgot': () => json({}, 202) });
  render(<ForgotPage />);
  fireEvent.input(screen.getByLabelText('Email'), { target: { value: 'a@example.com' } });
  press('Send me a link');
  expect(await screen.findByText(/If there is an account of a@example.com/)).toBeTruthy();
  expect(received[0]?.body).toEqual({ email: 'a@example.com' });
});

test('a new password is sent with the token, and nobody is signed in after that', async () => {
  setUser(buyer);
  const received = fakeServer({ 'POST /api/users/reset': () => noContent() });
  navigate('/reset?token=abc');
  render(<ResetPage />);
  expect(here.value.search).toBe('');
  fireEvent.input(screen.getByLabelText('New password'), { target: { value: 'correct horse' } });
  press('Set the password');
  expect(await screen.findByText(/Your new password is set/)).toBeTruthy();
  expect(received[0]?.body).toEqual({ token: 'abc', password: 'correct horse' });
  expect(currentUser.value).toBeNull();
});

test('a password that is refused keeps the link', async () => {
  fakeServer({
    'POST /api/users/reset': () => refusal(400, { message: 'password must have 8 characters', field: 'password' }),
  });
  navigate('/reset?token=abc');
  render(<ResetPage />);
  press('Set the password');
  expect(await screen.findByText('New password must have 8 characters.')).toBeTruthy();
  const field = screen.getByLabelText('New password');
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(field.getAttribute('aria-describedby')).toBe('password-hint password-error');
  press('Set the password');
});
