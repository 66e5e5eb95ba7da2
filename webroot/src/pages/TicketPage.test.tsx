import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { here, navigate } from '../router';
import { session, setUser } from '../state/session';
import { aTicket, anOrder, buyer, fakeServer, json, noContent, refusal, seller } from '../testing/fakeServer';
import { TicketPage } from './TicketPage';

beforeEach(() => navigate('/tickets/t1'));

describe('to a buyer', () => {
  beforeEach(() => setUser(buyer));

  test('buying sends the price shown and leads to the order', async () => {
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(aTicket()),
      'POST /api/orders': () => json(anOrder(), 201),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Buy for $25.50' }));
    await waitFor(() => expect(here.value.pathname).toBe('/orders/o1'));
    expect(received.at(-1)?.body).toEqual({ ticketId: 't1', price: 25.5 });
    expect(document.title).toBe('Concert - Ticketing');
  });

  test('a price that changed meanwhile is shown, and is the one that buying sends next', async () => {
    const tickets = [aTicket(), aTicket({ price: 30, version: 2 })];
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'POST /api/orders': () => refusal(409, { message: 'The price is 30 now.', field: 'price' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Buy for $25.50' }));
    expect(await screen.findByText('The price is now $30.00.')).toBeTruthy();
    expect(screen.getByText('The price is 30 now.').closest('[role=alert]')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Buy for $30.00' }));
    await waitFor(() => expect(received.at(-1)?.body).toEqual({ ticketId: 't1', price: 30 }));
  });

  test('a ticket that somebody else got first says so and has no button any more', async () => {
    const tickets = [aTicket(), aTicket({ status: 'reserved', version: 2 })];
    fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'POST /api/orders': () => refusal(409, { message: 'This ticket is reserved.' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: /Buy/ }));
    expect(await screen.findByText(/Somebody is buying this ticket/)).toBeTruthy();
    expect(screen.getByText('This ticket is reserved.').closest('[role=alert]')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Buy/ })).toBeNull();
  });

  test('two quick clicks make one order', async () => {
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(aTicket()),
      'POST /api/orders': () => json(anOrder(), 201),
    });
    render(<TicketPage id="t1" />);
    const button = await screen.findByRole('button', { name: /Buy/ });
    fireEvent.click(button);
    fireEvent.click(button);
    await waitFor(() => expect(here.value.pathname).toBe('/orders/o1'));
    expect(received.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

test('a visitor is asked to sign in, and comes back', async () => {
  fakeServer({ 'GET /api/tickets/t1': () => json(aTicket()) });
  render(<TicketPage id="t1" />);
  const link = await screen.findByRole('button', { name: 'Sign in to buy' });
  expect(link.getAttribute('href')).toBe('/signin?next=%2Ftickets%2Ft1');
});

test('nobody is asked to sign in before it is known who is there', async () => {
  session.value = { state: 'loading' };
  fakeServer({ 'GET /api/tickets/t1': () => json(aTicket()) });
  render(<TicketPage id="t1" />);
  await screen.findByText('Concert');
  expect(screen.queryByRole('button')).toBeNull();
});

describe('to its seller', () => {
  beforeEach(() => setUser(seller));

  test('a ticket can be edited but not bought', async () => {
    fakeServer({ 'GET /api/tickets/t1': () => json(aTicket()) });
    render(<TicketPage id="t1" />);
    expect((await screen.findByText('Edit title and price')).getAttribute('href')).toBe('/tickets/t1/edit');
    expect(screen.queryByRole('button', { name: /Buy/ })).toBeNull();
  });

  test('a reserved ticket cannot be edited', async () => {
    fakeServer({ 'GET /api/tickets/t1': () => json(aTicket({ status: 'reserved' })) });
    render(<TicketPage id="t1" />);
    expect(await screen.findByText(/cannot be changed right now/)).toBeTruthy();
    expect(screen.queryByText('Edit title and price')).toBeNull();
  });

  test('a ticket is taken off sale only after a second click', async () => {
    const tickets = [aTicket(), aTicket({ status: 'withdrawn', version: 2 })];
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'DELETE /api/tickets/t1': noContent,
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Take it off sale' }));
    expect(received.some(({ method }) => method === 'DELETE')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Yes, take it off sale' }));
    expect(await screen.findByText('You took this ticket off sale.')).toBeTruthy();
  });
});

test('a ticket that is not there is an error that names the reason, and can be tried again', async () => {
  fakeServer({ 'GET /api/tickets/t1': () => refusal(404, { message: 'There is no such ticket.' }) });
  render(<TicketPage id="t1" />);
  expect(await screen.findByText('There is no such ticket.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});
