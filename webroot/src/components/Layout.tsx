import type { ComponentChildren } from 'preact';
import { texts } from '../i18n';
import { here } from '../router';
import { serverConfig } from '../state/serverConfig';
import { currentUser, session, signOut } from '../state/session';
import { useSubmit } from '../state/useSubmit';
import { Errors } from './Errors';
import { Icon, type IconName } from './Icon';
import { Linked } from './Linked';
import { Offline } from './Offline';
import { Preferences } from './Preferences';

/** What surrounds every page: the way around, and whether money is real. */
export function Layout({ children }: { children: ComponentChildren }) {
  const signingOut = useSubmit();
  const { app } = texts();
  return (
    <>
      <a class="skip-link" href="#main">
        {app.skip}
      </a>
      <header>
        {serverConfig.value?.simulator && (
          <p class="banner" role="note">
            {app.simulated}
          </p>
        )}
        <nav class="container" aria-label={app.main}>
          <a class="brand" href="/">
            <Icon name="ticket" />
            Ticketing
          </a>
          <Places />
          <Account onSignOut={() => void signingOut.run(signOut)} />
        </nav>
        <div class="container">
          <Errors error={signingOut.error} />
        </div>
      </header>
      <main id="main" class="container" tabIndex={-1}>
        {children}
      </main>
      <Offline />
      <footer>
        <div class="container">
          <small>
            <Linked text={app.forPrograms} href="/api/docs" />
          </small>
          <Preferences />
        </div>
      </footer>
    </>
  );
}

/** Along the top, or on a phone along the bottom, where the thumb is. */
function Places() {
  const { nav } = texts();
  const user = currentUser.value;
  return (
    <>
      <ul class={user ? 'places' : 'places few'}>
        <NavLink href="/" icon="search" words={nav.tickets} />
        {user && (
          <>
            <NavLink href="/sell" icon="tag" words={nav.sell} />
            <NavLink href="/sales" icon="shop" words={nav.sales} />
            <NavLink href="/orders" icon="bag" words={nav.orders} />
          </>
        )}
      </ul>
      {user?.role === 'admin' && (
        <ul class="admin" aria-label={nav.admin}>
          <NavLink href="/users" icon="people" words={nav.users} />
          <NavLink href="/audit" icon="book" words={nav.audit} />
          <NavLink href="/totals" icon="sum" words={nav.totals} />
        </ul>
      )}
    </>
  );
}

function Account({ onSignOut }: { onSignOut: () => void }) {
  const { nav } = texts();
  if (session.value.state !== 'known') {
    return null;
  }
  const user = currentUser.value;
  return user ? (
    <ul class="account">
      <NavLink href="/account" icon="person" words={user.email} />
      <li>
        <button type="button" class="link" onClick={onSignOut}>
          <Icon name="leave" />
          <span>{nav.signOut}</span>
        </button>
      </li>
    </ul>
  ) : (
    <ul class="account">
      <NavLink href="/signin" icon="person" words={nav.signIn} />
      <NavLink href="/signup" icon="check" words={nav.signUp} />
    </ul>
  );
}

function NavLink({ href, icon, words }: { href: string; icon: IconName; words: string }) {
  const current = here.value.pathname === href;
  return (
    <li>
      <a href={href} {...(current ? { 'aria-current': 'page' as const } : {})}>
        <Icon name={icon} />
        <span>{words}</span>
      </a>
    </li>
  );
}
