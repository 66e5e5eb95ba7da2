import { act, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from './App';
import { here, navigate, startRouter } from './router';
import { serverConfig } from './state/serverConfig';
import { currentUser, loadSession, setUser } from './state/session';
import { aTicket, buyer, fakeServer, json, refusal, seller } from './testing/fakeServer';

let stop: () => void;
beforeEach(() => {
  stop = startRouter();
});
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
  await loadSession();
  navigate('/signin');
  render(<App />);
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText('Wrong email or password.')).toBeTruthy();
  expect(here.value).toEqual({ pathname: '/signin', search: '' });
  expect(screen.queryByText(/Your session has ended/)).toBeNull();
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

test('a session that ends while a ticket is listed leads to sign in and back, and nothing typed is lost', async () => {
  fakeServer({
    ...emptyShop,
    'GET /api/users/currentuser': () => json({ currentUser: buyer }),
    'POST /api/tickets': () => refusal(401, { message: 'not signed in' }),
    'POST /api/users/signin': () => json(buyer),
  });
  await loadSession();
  navigate('/sell');
  render(<App />);
  fireEvent.input(screen.getByLabelText('Title'), { target: { value: 'Front row' } });
  fireEvent.input(screen.getByLabelText('Price (USD)'), { target: { value: '12,50' } });
  fireEvent.click(screen.getByRole('button', { name: 'List for sale' }));
  expect(await screen.findByText('Your session has ended. Sign in to go on where you were.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('heading', { name: 'Sell a ticket' })).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Title').value).toBe('Front row');
  expect(screen.getByLabelText<HTMLInputElement>('Price (USD)').value).toBe('12,50');
});

test('what one could not send is not shown to the next who signs in', async () => {
  fakeServer({
    ...emptyShop,
    'GET /api/users/currentuser': () => json({ currentUser: buyer }),
    'POST /api/tickets': () => refusal(401, { message: 'not signed in' }),
    'POST /api/users/signin': () => json(seller),
  });
  await loadSession();
  navigate('/sell');
  render(<App />);
  fireEvent.input(screen.getByLabelText('Title'), { target: { value: 'Front row' } });
  fireEvent.input(screen.getByLabelText('Price (USD)'), { target: { value: '12' } });
  fireEvent.click(screen.getByRole('button', { name: 'List for sale' }));
  await screen.findByText(/Your session has ended/);
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect((await screen.findByLabelText<HTMLInputElement>('Title')).value).toBe('');
});

test('a session that ends when a ticket is bought leads to sign in and back to the ticket', async () => {
  fakeServer({
    ...emptyShop,
    'GET /api/users/currentuser': () => json({ currentUser: buyer }),
    'GET /api/tickets/t1': () => json(aTicket()),
    'POST /api/orders': () => refusal(401, { message: 'not signed in' }),
  });
  await loadSession();
  navigate('/tickets/t1');
  render(<App />);
  fireEvent.click(await screen.findByRole('button', { name: 'Buy for $25.50' }));
  expect(await screen.findByText(/Your session has ended/)).toBeTruthy();
  expect(here.value).toEqual({ pathname: '/signin', search: '?next=%2Ftickets%2Ft1' });
});

test('a session that ends while a page for all is looked at leaves it there', async () => {
  fakeServer({
    ...emptyShop,
    'GET /api/users/currentuser': () => json({ currentUser: buyer }),
    'GET /api/tickets/t1': () => json(aTicket({ status: 'reserved', orderId: 'o1' })),
    'GET /api/orders/o1': () => refusal(401, { message: 'not signed in' }),
  });
  await loadSession();
  navigate('/tickets/t1');
  render(<App />);
  expect(await screen.findByText(/Reserved by somebody else/)).toBeTruthy();
  expect(here.value.pathname).toBe('/tickets/t1');
  expect(currentUser.value).toBeNull();
});

test('whoever has not been signed in is not told that a session has ended', async () => {
  fakeServer(emptyShop);
  await loadSession();
  navigate('/orders');
  render(<App />);
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  expect(screen.queryByText(/Your session has ended/)).toBeNull();
});

test("every page leads to the API's documentation, which is no page of the app", async () => {
  fakeServer(emptyShop);
  render(<App />);
  const link = screen.getByRole('link', { name: 'the API and its documentation' });
  expect(link.getAttribute('href')).toBe('/api/docs');
});

test('a new page has its title and puts the focus on its heading', async () => {
  fakeServer(emptyShop);
  render(<App />);
  await screen.findByText(/No tickets are/);
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
  act(() => {
    serverConfig.value = { currency: 'usd', decimals: 2, publishableKey: 'pk_live', simulator: false };
  });
  expect(screen.queryByRole('note')).toBeNull();
});
