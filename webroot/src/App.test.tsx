import { act, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from './App';
import { here, navigate, startRouter } from './router';
import { serverConfig } from './state/serverConfig';
import { currentUser, loadSession, setUser } from './state/session';
import { buyer, fakeServer, json, refusal } from './testing/fakeServer';

let stop: () => void;
beforeEach(() => { stop = startRouter(); });
afterEach(() => stop());

const emptyShop = {
  'GET /api/tickets': () => json([]),
  'GET /api/orders': () => json([]),
  'GET /api/users/currentuser': () => json({ currentUser: null }),
};

test('a page for the signed-in leads to sign in and from there back', async () => {
  fakeServer({ ...emptyShop, 'POST /api/users/signin': () => json(buyer) });
  navigate('/orders');
  render(<App />);
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  fireEvent.input(screen.getByLabelText('Email'), { target: { value: buyer.email } });
  fireEvent.input(screen.getByLabelText('Password'), { target: { value: 'correct horse' } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('heading', { name: 'Your orders' })).toBeTruthy();
  expect(screen.getByText(buyer.email)).toBeTruthy();
});

test('wrong credentials keep the page and are explained', async () => {
  fakeServer({ ...emptyShop, 'POST /api/users/signin': () => refusal(401, { message: 'Wrong email or password.' }) });
  navigate('/signin');
  render(<App />);
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText('Wrong email or password.')).toBeTruthy();
  expect(here.value.pathname).toBe('/signin');
});

test('an email that is taken is explained at its field', async () => {
  fakeServer({
    ...emptyShop,
    'POST /api/users/signup': () => refusal(409, { message: 'This email is taken.', field: 'email' }),
  });
  navigate('/signup');
  render(<App />);
  fireEvent.click(screen.getByRole('button', { name: 'Sign up' }));
  await waitFor(() => expect(screen.getByLabelText('Email').getAttribute('aria-invalid')).toBe('true'));
});

test('signing out ends at the start page', async () => {
  setUser(buyer);
  fakeServer({ ...emptyShop, 'POST /api/users/signout': () => json({}) });
  navigate('/orders');
  render(<App />);
  fireEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
  expect(await screen.findByRole('heading', { name: 'Tickets' })).toBeTruthy();
  expect(here.value).toEqual({ pathname: '/', search: '' });
  expect(currentUser.value).toBeNull();
});

test('a session that has run out leads to sign in', async () => {
  fakeServer({
    ...emptyShop,
    'GET /api/users/currentuser': () => json({ currentUser: buyer }),
    'GET /api/orders': () => refusal(401, { message: 'Not signed in.' }),
  });
  await loadSession();
  navigate('/orders');
  render(<App />);
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  expect(here.value.search).toBe('?next=%2Forders');
});

test('a new page has its title and puts the focus on its heading', async () => {
  fakeServer(emptyShop);
  render(<App />);
  await screen.findByText(/No tickets/);
  fireEvent.click(screen.getByRole('link', { name: 'Sign up' }));
  const heading = await screen.findByRole('heading', { name: 'Sign up' });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(document.title).toBe('Sign up - Ticketing');
  expect(screen.getByRole('link', { name: 'Sign up', current: 'page' })).toBeTruthy();
});

test('every page says when payments are simulated, and only then', async () => {
  fakeServer(emptyShop);
  navigate('/nowhere');
  render(<App />);
  expect(screen.getByRole('note').textContent).toContain('no real money moves');
  act(() => { serverConfig.value = { currency: 'usd', publishableKey: 'pk_live', simulator: false }; });
  expect(screen.queryByRole('note')).toBeNull();
});
