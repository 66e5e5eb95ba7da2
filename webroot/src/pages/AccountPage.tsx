import { useState } from 'preact/hooks';
import * as api from '../api/client';
import type { User } from '../api/types';
import { Button } from '../components/Button';
import { FieldsForm } from '../components/FieldsForm';
import { Page } from '../components/Page';
import { SessionList } from '../components/SessionList';
import { navigate } from '../router';
import { currentUser, setUser } from '../state/session';

const CURRENT_PASSWORD = {
  name: 'currentPassword',
  label: 'Current password',
  type: 'password',
  autocomplete: 'current-password',
} as const;

const NEW_PASSWORD = {
  name: 'password',
  label: 'New password',
  hint: '8 to 128 characters, whichever you like.',
  type: 'password',
  autocomplete: 'new-password',
} as const;

/** What people can do about their own account. */
export function AccountPage() {
  const user = currentUser.value;
  return (
    user && (
      <Page title="Your account">
        <section aria-labelledby="email-heading">
          <h2 id="email-heading">Email address</h2>
          <Address user={user} />
        </section>
        <section aria-labelledby="password-heading">
          <h2 id="password-heading">Password</h2>
          <FieldsForm
            id="password"
            asked={[CURRENT_PASSWORD, NEW_PASSWORD]}
            submitLabel="Change the password"
            done="Your password is changed, and everybody else who was signed in with the old one is signed out."
            onSubmit={({ currentPassword, password }) => api.changePassword(currentPassword, password)}
          />
        </section>
        <section aria-labelledby="sessions-heading">
          <h2 id="sessions-heading">Where you are signed in</h2>
          <SessionList />
        </section>
        <section aria-labelledby="delete-heading">
          <h2 id="delete-heading">Delete the account</h2>
          <Deletion />
        </section>
      </Page>
    )
  );
}

/** The address as it is now, and a link for it or for another one. */
function Address({ user: { email, verified } }: { user: User }) {
  return (
    <>
      <p>
        <strong class="address">{email}</strong> is{' '}
        {verified ? 'confirmed.' : <>not confirmed yet. To be sent the link again, leave it as it is in this form.</>}
      </p>
      <FieldsForm
        id="email"
        asked={[
          {
            name: 'email',
            label: verified ? 'New email address' : 'Email address',
            type: 'email',
            autocomplete: 'email',
            initial: verified ? '' : email,
          },
          CURRENT_PASSWORD,
        ]}
        submitLabel="Send me a link"
        done="A mail with a link is on its way to that address, which is confirmed when you open the link."
        onSubmit={(typed) => api.changeEmail(typed.email, typed.currentPassword)}
      />
    </>
  );
}

/** Asks before it shows what to type: this cannot be taken back. */
function Deletion() {
  const [asking, setAsking] = useState(false);

  async function remove(currentPassword: string): Promise<void> {
    await api.deleteAccount(currentPassword);
    navigate('/');
    setUser(null);
  }

  if (!asking) {
    return (
      <Button kind="outline" onClick={() => setAsking(true)}>
        Delete my account...
      </Button>
    );
  }
  return (
    <>
      <p>
        Your address and your password are forgotten, you are signed out everywhere, and nobody can undo it. What you
        have bought, sold and paid is kept without your address, as the law wants it.
      </p>
      <FieldsForm
        id="delete"
        asked={[CURRENT_PASSWORD]}
        submitLabel="Delete it for good"
        done=""
        onSubmit={({ currentPassword }) => remove(currentPassword)}
      />
      <Button kind="outline" onClick={() => setAsking(false)}>
        Keep my account
      </Button>
    </>
  );
}
