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

  test('a price that changed meanwhile is a question, and yes orders at it', async () => {
    const tickets = [aTicket(), aTicket({ price: 30, version: 2 })];
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'POST /api/orders': ({ body }) =>
        (body as { price: number }).price === 30
          ? json(anOrder(), 201)
          : refusal(409, { message: 'the price has changed, it is now 30' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Buy for $25.50' }));
    const question = await screen.findByRole('group', { name: 'The price is now $30.00. Do you still want it?' });
    // Not the button that says yes: a second Enter must not buy at a price that nobody has read.
    await waitFor(() => expect(document.activeElement).toBe(question));
    expect(screen.getAllByRole('alert').every(({ textContent }) => textContent === '')).toBe(true);
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Yes, buy for $30.00' }));
    await waitFor(() => expect(here.value.pathname).toBe('/orders/o1'));
    expect(received.at(-1)?.body).toEqual({ ticketId: 't1', price: 30 });
  });

  test('a price that changes again is asked about again', async () => {
    const tickets = [aTicket(), aTicket({ price: 30, version: 2 }), aTicket({ price: 35, version: 3 })];
    fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'POST /api/orders': () => refusal(409, { message: 'the price has changed' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Buy for $25.50' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Yes, buy for $30.00' }));
    expect(await screen.findByText('The price is now $35.00. Do you still want it?')).toBeTruthy();
  });

  test('no to a new price orders nothing and leaves the offer at that price', async () => {
    const tickets = [aTicket(), aTicket({ price: 30, version: 2 })];
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'POST /api/orders': () => refusal(409, { message: 'the price has changed' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Buy for $25.50' }));
    fireEvent.click(await screen.findByRole('button', { name: 'No' }));
    const button = await screen.findByRole('button', { name: 'Buy for $30.00' });
    await waitFor(() => expect(document.activeElement).toBe(button));
    expect(screen.queryByRole('group')).toBeNull();
    expect(received.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('a ticket that somebody else got first says so and has no button any more', async () => {
    const tickets = [aTicket(), aTicket({ status: 'reserved', version: 2 })];
    fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'POST /api/orders': () => refusal(409, { message: 'the ticket is reserved' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: /Buy/ }));
    const words = await screen.findByText('Reserved by somebody else. It may come back at any time.');
    expect(words.closest('[role=status]')).toBeTruthy();
    expect(screen.getAllByRole('alert').every(({ textContent }) => textContent === '')).toBe(true);
    expect(screen.queryByRole('button', { name: /Buy/ })).toBeNull();
  });

  test("a refusal that the ticket does not explain is shown in the server's words", async () => {
    fakeServer({
      'GET /api/tickets/t1': () => json(aTicket()),
      'POST /api/orders': () => refusal(409, { message: 'at most 10 tickets can be held at a time' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: /Buy/ }));
    expect(await screen.findByText('At most 10 tickets can be held at a time.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /Buy/ })).toBeTruthy();
  });

  test('a busy server says when to try again', async () => {
    fakeServer({
      'GET /api/tickets/t1': () => json(aTicket()),
      'POST /api/orders': () => refusal(503, { message: 'the ticket is in great demand' }, { 'Retry-After': '3' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: /Buy/ }));
    expect((await screen.findAllByText('Try again in 3 s.')).length).toBeGreaterThan(0);
  });

  test('a ticket that they hold leads to their order', async () => {
    fakeServer({
      'GET /api/tickets/t1': () => json(aTicket({ status: 'reserved', orderId: 'o1' })),
      'GET /api/orders/o1': () => json(anOrder()),
    });
    render(<TicketPage id="t1" />);
    expect((await screen.findByText('Go to your order')).getAttribute('href')).toBe('/orders/o1');
    expect(screen.getByText(/You hold this ticket/)).toBeTruthy();
  });

  test('a ticket that they bought leads to their order', async () => {
    fakeServer({
      'GET /api/tickets/t1': () => json(aTicket({ status: 'sold', orderId: 'o1' })),
      'GET /api/orders/o1': () => json(anOrder({ status: 'complete' })),
    });
    render(<TicketPage id="t1" />);
    expect((await screen.findByText('See your order')).getAttribute('href')).toBe('/orders/o1');
  });

  test.each([
    ['reserved', 'Reserved by somebody else. It may come back at any time.'],
    ['sold', 'This ticket is sold.'],
  ] as const)('a ticket that is %s to somebody else says just that', async (status, sentence) => {
    fakeServer({
      'GET /api/tickets/t1': () => json(aTicket({ status, orderId: 'o9' })),
      'GET /api/orders/o9': () => refusal(403, { message: "this is somebody else's order" }),
    });
    render(<TicketPage id="t1" />);
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.queryByText(/somebody else's order/)).toBeNull();
  });

  test('a reserved ticket whose holder cannot be found out names both ways', async () => {
    fakeServer({
      'GET /api/tickets/t1': () => json(aTicket({ status: 'reserved', orderId: 'o1' })),
      'GET /api/orders/o1': () => refusal(503, { message: 'away' }),
    });
    render(<TicketPage id="t1" />);
    expect((await screen.findByText('your orders')).getAttribute('href')).toBe('/orders');
  });

  test('a reserved ticket that has come back can be bought after looking again', async () => {
    const tickets = [aTicket({ status: 'reserved' }), aTicket({ version: 2 })];
    fakeServer({ 'GET /api/tickets/t1': () => json(tickets.shift()) });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Look again' }));
    expect(await screen.findByRole('button', { name: 'Buy for $25.50' })).toBeTruthy();
  });

  test('a withdrawn ticket says so', async () => {
    fakeServer({ 'GET /api/tickets/t1': () => json(aTicket({ status: 'withdrawn' })) });
    render(<TicketPage id="t1" />);
    expect(await screen.findByText('The seller has withdrawn this ticket.')).toBeTruthy();
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

test('a visitor does not ask for the order of a reserved ticket', async () => {
  const received = fakeServer({ 'GET /api/tickets/t1': () => json(aTicket({ status: 'reserved', orderId: 'o1' })) });
  render(<TicketPage id="t1" />);
  expect(await screen.findByText(/It may come back/)).toBeTruthy();
  expect(received).toHaveLength(1);
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

  test.each([
    ['reserved', /neither edited nor withdrawn right now/],
    ['sold', /You sold this ticket/],
    ['withdrawn', /You have withdrawn this ticket/],
  ] as const)('a ticket that is %s can be neither edited nor withdrawn', async (status, sentence) => {
    fakeServer({ 'GET /api/tickets/t1': () => json(aTicket({ status })) });
    render(<TicketPage id="t1" />);
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.queryByText('Edit title and price')).toBeNull();
    expect(screen.queryByRole('button', { name: /Withdraw/ })).toBeNull();
  });

  test('a ticket is withdrawn only after a second click', async () => {
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(aTicket()),
      'DELETE /api/tickets/t1': noContent,
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Withdraw Concert' }));
    expect(received.some(({ method }) => method === 'DELETE')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Yes, withdraw it' }));
    expect(await screen.findByText('You have withdrawn this ticket.')).toBeTruthy();
  });

  test('a ticket that is kept on sale gives the focus back', async () => {
    fakeServer({ 'GET /api/tickets/t1': () => json(aTicket()) });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Withdraw Concert' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('group')));
    fireEvent.click(screen.getByRole('button', { name: 'No, keep it on sale' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Withdraw Concert' })));
  });

  test.each([
    ['reserved', /not withdrawn: somebody is buying it right now/],
    ['sold', /not withdrawn: it has just been sold/],
  ] as const)('a ticket that has just been %s cannot be withdrawn, and the page says why', async (status, why) => {
    const tickets = [aTicket(), aTicket({ status, version: 2 })];
    fakeServer({
      'GET /api/tickets/t1': () => json(tickets.shift()),
      'DELETE /api/tickets/t1': () => refusal(409, { message: "the ticket can't be withdrawn" }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Withdraw Concert' }));
    fireEvent.click(screen.getByRole('button', { name: 'Yes, withdraw it' }));
    expect((await screen.findByText(why)).closest('[role=alert]')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Withdraw/ })).toBeNull();
  });
});

test('a ticket that is not there is a page that says so and leads on', async () => {
  fakeServer({ 'GET /api/tickets/t1': () => refusal(404, { message: 'ticket not found' }) });
  render(<TicketPage id="t1" />);
  expect(await screen.findByRole('heading', { name: 'Ticket not found' })).toBeTruthy();
  expect(screen.getByText('See the tickets on sale').getAttribute('href')).toBe('/');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  await waitFor(() => expect(document.title).toBe('Ticket not found - Ticketing'));
});

describe('in line for a ticket that somebody else holds', () => {
  const reserved = aTicket({ status: 'reserved', version: 2 });
  const place = { ticketId: 't1', title: 'Concert', price: 25.5, at: '2030-01-01T12:00:00Z', ahead: 2 };

  test('one asks for a place, sees how many are ahead and the rule, and gives it up again', async () => {
    setUser(buyer);
    const received = fakeServer({
      'GET /api/tickets/t1': () => json(reserved),
      'GET /api/orders/waiting': () => json([]),
      'POST /api/orders/waiting': () => json(place, 201),
      'DELETE /api/orders/waiting/t1': () => noContent(),
    });
    render(<TicketPage id="t1" />);
    expect(await screen.findByText(/offered to whoever has waited longest/)).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: 'Tell me when it is back' }));
    const words = await screen.findByText('You are in line, with 2 people ahead of you.');
    expect(words.getAttribute('role')).toBe('status');
    expect(received.find(({ method }) => method === 'POST')?.body).toEqual({ ticketId: 't1' });
    fireEvent.click(screen.getByRole('button', { name: 'Leave the line' }));
    expect(await screen.findByRole('button', { name: 'Tell me when it is back' })).toBeTruthy();
    expect(received.at(-1)?.method).toBe('DELETE');
  });

  test('who is in line already sees so', async () => {
    setUser(buyer);
    fakeServer({
      'GET /api/tickets/t1': () => json(reserved),
      'GET /api/orders/waiting': () => json([{ ...place, ahead: 0 }]),
    });
    render(<TicketPage id="t1" />);
    expect(await screen.findByText('You are first in line.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Tell me when it is back' })).toBeNull();
  });

  test('a refusal is shown, and visitors are asked to sign in', async () => {
    setUser(buyer);
    fakeServer({
      'GET /api/tickets/t1': () => json(reserved),
      'GET /api/orders/waiting': () => json([]),
      'POST /api/orders/waiting': () => refusal(409, { message: 'at most 10 tickets can be waited for at a time' }),
    });
    render(<TicketPage id="t1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Tell me when it is back' }));
    expect(await screen.findByText(/at most 10 tickets can be waited for/i)).toBeTruthy();
    setUser(null);
    expect(await screen.findByRole('button', { name: 'Sign in to be told when it is back' })).toBeTruthy();
  });
});
