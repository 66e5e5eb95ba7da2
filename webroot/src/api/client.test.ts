import { expect, test } from 'vitest';
import { aPayment, aTicket, fakeServer, json } from '../testing/fakeServer';
import * as api from './client';

test('a list brings its entries and the way to the next page, and the next page is asked for by it', async () => {
  const second = '/api/tickets?cursor=c1';
  fakeServer({
    'GET /api/tickets': () => json([aTicket()], 200, { Link: `<${second}>; rel="next"` }),
    [`GET ${second}`]: () => json([aTicket({ id: 't2' })]),
  });
  const first = await api.listTickets();
  expect(first).toEqual({ items: [aTicket()], next: second });
  expect(await api.listTickets(first.next ?? '')).toEqual({ items: [aTicket({ id: 't2' })], next: null });
});

test('an order sends the price that was shown', async () => {
  const received = fakeServer({ 'POST /api/orders': () => json({}, 201) });
  await api.createOrder('t1', 25.5);
  expect(received[0]?.body).toEqual({ ticketId: 't1', price: 25.5 });
});

test('an id of any form is one segment of the path', async () => {
  const received = fakeServer({ 'GET /api/tickets/a%2Fb%3Fc': () => json(aTicket()) });
  await api.getTicket('a/b?c');
  expect(received[0]?.path).toBe('/api/tickets/a%2Fb%3Fc');
});

test('the payment of an order is found on whichever page it is', async () => {
  const second = '/api/payments?limit=100&cursor=c1';
  fakeServer({
    'GET /api/payments?limit=100': () => json([aPayment({ orderId: 'o2' })], 200, { Link: `<${second}>; rel="next"` }),
    [`GET ${second}`]: () => json([aPayment({ orderId: 'o1' })]),
  });
  expect(await api.findPaymentOf('o1')).toEqual(aPayment({ orderId: 'o1' }));
  expect(await api.findPaymentOf('o3')).toBeNull();
});

test('a payment is not looked for on and on', async () => {
  const path = '/api/payments?limit=100';
  const received = fakeServer({ [`GET ${path}`]: () => json([], 200, { Link: `<${path}>; rel="next"` }) });
  expect(await api.findPaymentOf('o1')).toBeNull();
  expect(received).toHaveLength(10);
});
