import type { ComponentChildren } from 'preact';
import { here } from '../router';
import { serverConfig } from '../state/serverConfig';
import { currentUser, session, signOut } from '../state/session';
import { useSubmit } from '../state/useSubmit';
import { Errors } from './Errors';

/** What surrounds every page: the way around, and whether money is real. */
export function Layout({ children }: { children: ComponentChildren }) {
  const signingOut = useSubmit();
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <header>
        {serverConfig.value?.simulator && (
          <p class="banner" role="note">
            Payments are simulated here: no real money moves.
          </p>
        )}
        <nav class="container" aria-label="Main">
          <a class="brand" href="/">
            Ticketing
          </a>
          <ul>
            <li>
              <NavLink href="/">Tickets</NavLink>
            </li>
            {currentUser.value && (
              <>
                <li>
                  <NavLink href="/sell">Sell</NavLink>
                </li>
                <li>
                  <NavLink href="/sales">Your sales</NavLink>
                </li>
                <li>
                  <NavLink href="/orders">Your orders</NavLink>
                </li>
                {currentUser.value.role === 'admin' && (
                  <li>
                    <NavLink href="/totals">Totals</NavLink>
                  </li>
                )}
              </>
            )}
          </ul>
          <Account onSignOut={() => void signingOut.run(signOut)} />
        </nav>
        <div class="container">
          <Errors error={signingOut.error} />
        </div>
      </header>
      <main id="main" class="container" tabIndex={-1}>
        {children}
      </main>
      <footer class="container">
        <small>
          For programs: <a href="/api/docs">the API and its documentation</a>
        </small>
      </footer>
    </>
  );
}

function Account({ onSignOut }: { onSignOut: () => void }) {
  if (session.value.state !== 'known') {
    return null;
  }
  const user = currentUser.value;
  return user ? (
    <ul class="account">
      <li class="email">
        <NavLink href="/account">{user.email}</NavLink>
      </li>
      <li>
        <button type="button" class="link" onClick={onSignOut}>
          Sign out
        </button>
      </li>
    </ul>
  ) : (
    <ul class="account">
      <li>
        <NavLink href="/signin">Sign in</NavLink>
      </li>
      <li>
        <NavLink href="/signup">Sign up</NavLink>
      </li>
    </ul>
  );
}

function NavLink({ href, children }: { href: string; children: ComponentChildren }) {
  const current = here.value.pathname === href;
  return (
    <a href={href} {...(current ? { 'aria-current': 'page' as const } : {})}>
      {children}
    </a>
  );
}
