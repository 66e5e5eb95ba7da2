import type { ComponentType } from 'preact';
import { lazily } from './lazily';
import { BrowsePage } from './pages/BrowsePage';
import { EditTicketPage } from './pages/EditTicketPage';
import { NotFoundPage } from './pages/NotFoundPage';
import { OrderPage } from './pages/OrderPage';
import { OrdersPage } from './pages/OrdersPage';
import { SalesPage } from './pages/SalesPage';
import { SellPage } from './pages/SellPage';
import { SignInPage } from './pages/SignInPage';
import { SignUpPage } from './pages/SignUpPage';
import { TicketPage } from './pages/TicketPage';

// What is not on the way from looking round to having bought comes when it is asked for.
const AccountPage = lazily(async () => (await import('./pages/AccountPage')).AccountPage);
const AuditPage = lazily(async () => (await import('./pages/AuditPage')).AuditPage);
const ForgotPage = lazily(async () => (await import('./pages/ForgotPage')).ForgotPage);
const PaymentsPage = lazily(async () => (await import('./pages/PaymentsPage')).PaymentsPage);
const ResetPage = lazily(async () => (await import('./pages/ResetPage')).ResetPage);
const TotalsPage = lazily(async () => (await import('./pages/TotalsPage')).TotalsPage);
const UsersPage = lazily(async () => (await import('./pages/UsersPage')).UsersPage);
const VerifyPage = lazily(async () => (await import('./pages/VerifyPage')).VerifyPage);

/** A path has at most one parameter, `:id`, which its page gets as a property. */
interface Route {
  path: string;
  page: ComponentType<{ id: string }>;
  signedIn?: boolean;
}

const ROUTES: readonly Route[] = [
  { path: '/', page: BrowsePage },
  { path: '/signup', page: SignUpPage },
  { path: '/signin', page: SignInPage },
  { path: '/forgot', page: ForgotPage },
  { path: '/reset', page: ResetPage },
  { path: '/verify', page: VerifyPage },
  { path: '/sell', page: SellPage, signedIn: true },
  { path: '/sales', page: SalesPage, signedIn: true },
  { path: '/tickets/:id', page: TicketPage },
  { path: '/tickets/:id/edit', page: EditTicketPage, signedIn: true },
  { path: '/orders', page: OrdersPage, signedIn: true },
  { path: '/orders/:id', page: OrderPage, signedIn: true },
  { path: '/payments', page: PaymentsPage, signedIn: true },
  { path: '/account', page: AccountPage, signedIn: true },
  { path: '/users', page: UsersPage, signedIn: true },
  { path: '/audit', page: AuditPage, signedIn: true },
  { path: '/totals', page: TotalsPage, signedIn: true },
];

const NOT_FOUND: Route = { path: '', page: NotFoundPage };

export interface Match {
  route: Route;
  id: string;
}

/** The route of a path; the page that says "not found" for one that has none. */
export function matchRoute(pathname: string): Match {
  for (const route of ROUTES) {
    const id = idIn(pathname, route.path);
    if (id !== null) {
      return { route, id };
    }
  }
  return { route: NOT_FOUND, id: '' };
}

/** The id in a path of the pattern, '' where the pattern has none, null where the path is not of the pattern. */
function idIn(pathname: string, pattern: string): string | null {
  const actual = segments(pathname);
  const expected = segments(pattern);
  if (actual.length !== expected.length) {
    return null;
  }
  const fits = expected.every((segment, i) => segment === ':id' || segment === actual[i]);
  return fits ? decoded(actual[expected.indexOf(':id')] ?? '') : null;
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
