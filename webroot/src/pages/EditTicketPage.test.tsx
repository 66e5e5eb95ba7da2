import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { here, navigate } from '../router';
import { setUser } from '../state/session';
import { aTicket, buyer, fakeServer, json, refusal, seller } from '../testing/fakeServer';
import { EditTicketPage } from './EditTicketPage';

beforeEach(() => {
  setUser(seller);
  navigate('/tickets/t1/edit');
});

async function save(price: string): Promise<void> {
  fireEvent.input(await screen.findByLabelText('Price (USD)'), { target: { value: price } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
}

test('saving leads to the ticket', async () => {
  const received = fakeServer({
    'GET /api/tickets/t1': () => json(aTicket()),
    'PUT /api/tickets/t1': () => json(aTicket({ price: 30, version: 2 })),
  });
  render(<EditTicketPage id="t1" />);
  await save('30');
  await waitFor(() => expect(here.value.pathname).toBe('/tickets/t1'));
  expect(received.at(-1)?.body).toEqual({ title: 'Concert', price: 30 });
});

test('saving leads back to where one came from', async () => {
  navigate('/tickets/t1/edit?next=%2Fsales%3Fstatus%3Davailable');
  fakeServer({ 'GET /api/tickets/t1': () => json(aTicket()), 'PUT /api/tickets/t1': () => json(aTicket()) });
  render(<EditTicketPage id="t1" />);
  await save('30');
  await waitFor(() => expect(here.value).toEqual({ pathname: '/sales', search: '?status=available' }));
});

test('what the server refuses stands at its field', async () => {
  fakeServer({
    'GET /api/tickets/t1': () => json(aTicket()),
    'PUT /api/tickets/t1': () => refusal(400, { message: 'price must be greater than 0', field: 'price' }),
  });
  render(<EditTicketPage id="t1" />);
  await save('0');
  expect(await screen.findByText('Price (USD) must be greater than 0.')).toBeTruthy();
  expect(screen.getByLabelText('Price (USD)').getAttribute('aria-invalid')).toBe('true');
});

test.each([
  ['reserved', /Somebody is buying this ticket right now/],
  ['sold', /This ticket is sold/],
] as const)('a ticket that has been %s meanwhile is not saved, and the page says why', async (status, why) => {
  const tickets = [aTicket(), aTicket({ status, version: 2 })];
  fakeServer({
    'GET /api/tickets/t1': () => json(tickets.shift()),
    'PUT /api/tickets/t1': () => refusal(409, { message: "the ticket can't be edited" }),
  });
  render(<EditTicketPage id="t1" />);
  await save('30');
  expect(await screen.findByText(why)).toBeTruthy();
  expect(screen.getByText('Your changes were not saved.').closest('[role=alert]')).toBeTruthy();
  expect(screen.queryByLabelText('Title')).toBeNull();
});

test('what was withdrawn before has no form', async () => {
  fakeServer({ 'GET /api/tickets/t1': () => json(aTicket({ status: 'withdrawn' })) });
  render(<EditTicketPage id="t1" />);
  expect(await screen.findByText(/You have withdrawn this ticket/)).toBeTruthy();
  expect(screen.queryByText('Your changes were not saved.')).toBeNull();
});

test("somebody else's ticket has no form", async () => {
  setUser(buyer);
  fakeServer({ 'GET /api/tickets/t1': () => json(aTicket()) });
  render(<EditTicketPage id="t1" />);
  expect(await screen.findByText(/This ticket is not yours/)).toBeTruthy();
  expect(screen.queryByLabelText('Title')).toBeNull();
});
