import { render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Ticket } from '../api/types';
import { startLive, streaming } from '../state/live';
import { session } from '../state/session';
import { fakeStream, type FakeStream } from '../testing/fakeStream';
import { anOrder, aTicket, buyer, fakeServer, json, seller } from '../testing/fakeServer';
import { BrowsePage } from './BrowsePage';
import { OrderPage } from './OrderPage';
import { OrdersPage } from './OrdersPage';
import { SalesPage } from './SalesPage';
import { TicketPage } from './TicketPage';

let end: () => void;
let stream: FakeStream;
let ticket: Ticket;
let order = anOrder();
let asked: { method: string; path: string }[];

beforeEach(async () => {
  ticket = aTicket();
  order = anOrder();
  asked = fakeServer({
    'GET /api/tickets': () => json([ticket]),
    'GET /api/tickets?seller=me': () => json([ticket]),
    'GET /api/tickets/t1': () => json(ticket),
    'GET /api/orders': () => json([order]),
    'GET /api/orders/o1': () => json(order),
    'GET /api/payments?limit=100': () => json([]),
  });
  stream = fakeStream();
  end = startLive();
  await vi.waitFor(() => expect(streaming.value).toBe(true));
});

afterEach(() => end());

function times(path: string): number {
  return asked.filter((request) => request.path === path).length;
}

function change(changes: Partial<Ticket>): void {
  ticket = { ...ticket, ...changes, version: ticket.version + 1 };
  stream.tell(`a-${ticket.version}`, 'ticket', ticket);
}

test('a ticket in the list is held, comes back and has another price where it stands, without being asked for', async () => {
  render(<BrowsePage />);
  await screen.findByText('Concert');
  change({ status: 'reserved', orderId: 'o9' });
  await screen.findByText('Reserved');
  change({ status: 'available', price: 30 });
  await screen.findByText('$30.00');
  expect(screen.queryByText('Reserved')).toBeNull();
  expect(times('/api/tickets')).toBe(1);
});

test('what is told while an answer is on its way is not undone by it', async () => {
  let answer: (response: Response) => void = () => {};
  const before = aTicket({ title: 'Slow' });
  fakeServer({ 'GET /api/tickets/t1': () => new Promise<Response>((resolve) => (answer = resolve)) });
  render(<TicketPage id="t1" />);
  stream.tell('a-2', 'ticket', { ...before, status: 'sold', orderId: 'o9', version: 2 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  answer(json(before));
  await screen.findByText('Sold');
});

test('the ticket page and the own sales follow the ticket', async () => {
  session.value = { state: 'known', user: seller };
  await vi.waitFor(() => expect(stream.opened).toHaveLength(2));
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  render(
    <>
      <TicketPage id="t1" />
      <SalesPage />
    </>,
  );
  await waitFor(() => expect(screen.getAllByText('Available').length).toBeGreaterThanOrEqual(2));
  const before = screen.getAllByText('Sold').length;
  change({ status: 'sold', orderId: 'o9' });
  await waitFor(() => expect(screen.getAllByText('Sold')).toHaveLength(before + 2));
});

test('a listing of one’s own that is not shown yet has the sales loaded again', async () => {
  session.value = { state: 'known', user: seller };
  await vi.waitFor(() => expect(stream.opened).toHaveLength(2));
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  render(<SalesPage />);
  await screen.findByText('Concert');
  ticket = aTicket({ id: 't2', title: 'Opera' });
  stream.tell('a-2', 'ticket', { ...ticket, userId: 'another' });
  stream.tell('a-3', 'ticket', ticket);
  await screen.findByText('Opera');
  expect(times('/api/tickets?seller=me')).toBe(2);
});

test('orders are read again when they are told of, and not before', async () => {
  session.value = { state: 'known', user: buyer };
  await vi.waitFor(() => expect(stream.opened).toHaveLength(2));
  await vi.waitFor(() => expect(stream.count()).toBe(1));
  render(
    <>
      <OrdersPage />
      <OrderPage id="o1" />
    </>,
  );
  await waitFor(() => expect(screen.getAllByText('Awaiting payment')).toHaveLength(2));
  const polled = times('/api/orders/o1');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(times('/api/orders/o1')).toBe(polled);
  order = anOrder({ status: 'complete', version: 3 });
  stream.tell('a-2', 'order', { id: 'o1', ticketId: 't1', status: 'complete', version: 3 });
  await waitFor(() => expect(screen.getAllByText('Complete')).toHaveLength(2));
});

test('without a stream the order page asks by itself', async () => {
  session.value = { state: 'known', user: buyer };
  end();
  render(<OrderPage id="o1" />);
  await screen.findByText('Awaiting payment');
  order = anOrder({ status: 'complete', version: 3 });
  await screen.findByText('Complete', {}, { timeout: 3_000 });
});

test('after a reset what is shown is loaded again', async () => {
  render(<BrowsePage />);
  await screen.findByText('Concert');
  ticket = { ...ticket, title: 'Opera', version: 7 };
  stream.tell('b-1', 'reset', {});
  await screen.findByText('Opera');
  expect(times('/api/tickets')).toBe(2);
});
