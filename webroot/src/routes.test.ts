import { expect, test } from 'vitest';
import { BrowsePage } from './pages/BrowsePage';
import { EditTicketPage } from './pages/EditTicketPage';
import { NotFoundPage } from './pages/NotFoundPage';
import { OrderPage } from './pages/OrderPage';
import { OrdersPage } from './pages/OrdersPage';
import { SalesPage } from './pages/SalesPage';
import { TicketPage } from './pages/TicketPage';
import { matchRoute } from './routes';

test.each([
  ['/', BrowsePage, ''],
  ['/orders', OrdersPage, ''],
  ['/orders/', OrdersPage, ''],
  ['/orders/o1', OrderPage, 'o1'],
  ['/sales', SalesPage, ''],
  ['/tickets/a%2Fb', TicketPage, 'a/b'],
  ['/tickets/t1/edit', EditTicketPage, 't1'],
  ['/tickets', NotFoundPage, ''],
  ['/tickets/t1/delete', NotFoundPage, ''],
  ['/tickets/%E0%A4%A', NotFoundPage, ''],
  ['/nowhere', NotFoundPage, ''],
])('%s leads to its page', (path, page, id) => {
  const match = matchRoute(path);
  expect(match.route.page).toBe(page);
  expect(match.id).toBe(id);
});

const FOR_USERS = [
  '/sell',
  '/sales',
  '/orders',
  '/orders/o1',
  '/payments',
  '/account',
  '/users',
  '/audit',
  '/totals',
  '/tickets/t1/edit',
];

test.each(FOR_USERS)('%s is for the signed-in', (path) => {
  expect(matchRoute(path).route.signedIn).toBe(true);
});
