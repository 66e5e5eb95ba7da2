import { useState } from 'preact/hooks';
import * as api from '../api/client';
import type { User } from '../api/types';
import { Button } from '../components/Button';
import { FieldsForm } from '../components/FieldsForm';
import { Page } from '../components/Page';
import { SessionList } from '../components/SessionList';
import { texts } from '../i18n';
import { navigate } from '../router';
import { currentUser, setUser } from '../state/session';

function currentPassword() {
  return {
    name: 'currentPassword',
    label: texts().user.currentPassword,
    type: 'password',
    autocomplete: 'current-password',
  } as const;
}

function newPassword() {
  const { newPassword: label, passwordHint: hint } = texts().user;
  return { name: 'password', label, hint, type: 'password', autocomplete: 'new-password' } as const;
}

/** What people can do about their own account. */
export function AccountPage() {
  const user = currentUser.value;
  const words = texts().account;
  return (
    user && (
      <Page title={words.title} look="narrow">
        <section aria-labelledby="email-heading">
          <h2 id="email-heading">{words.address}</h2>
          <Address user={user} />
        </section>
        <section aria-labelledby="password-heading">
          <h2 id="password-heading">{texts().user.password}</h2>
          <FieldsForm
            id="password"
            asked={[currentPassword(), newPassword()]}
            submitLabel={words.changePassword}
            done={words.passwordDone}
            onSubmit={({ currentPassword, password }) => api.changePassword(currentPassword, password)}
          />
        </section>
        <section aria-labelledby="sessions-heading">
          <h2 id="sessions-heading">{words.sessions}</h2>
          <SessionList />
        </section>
        <section aria-labelledby="delete-heading">
          <h2 id="delete-heading">{words.delete}</h2>
          <Deletion />
        </section>
      </Page>
    )
  );
}

/** The address as it is now, and a link for it or for another one. */
function Address({ user: { email, verified } }: { user: User }) {
  const words = texts().account;
  return (
    <>
      <p>
        <strong class="address">{email}</strong> {verified ? words.confirmed : words.notConfirmed}
      </p>
      <FieldsForm
        id="email"
        asked={[
          {
            name: 'email',
            label: verified ? words.newAddress : words.address,
            type: 'email',
            autocomplete: 'email',
            initial: verified ? '' : email,
          },
          currentPassword(),
        ]}
        submitLabel={texts().user.sendLink}
        done={words.addressDone}
        onSubmit={(typed) => api.changeEmail(typed.email, typed.currentPassword)}
      />
    </>
  );
}

/** Asks before it shows what to type: this cannot be taken back. */
function Deletion() {
  const words = texts().account;
  const [asking, setAsking] = useState(false);

  async function remove(currentPassword: string): Promise<void> {
    await api.deleteAccount(currentPassword);
    navigate('/');
    setUser(null);
  }

  if (!asking) {
    return (
      <Button kind="outline" onClick={() => setAsking(true)}>
        {words.deleteAsk}
      </Button>
    );
  }
  return (
    <>
      <p>{words.deleteWhat}</p>
      <FieldsForm
        id="delete"
        asked={[currentPassword()]}
        submitLabel={words.deleteYes}
        done=""
        onSubmit={({ currentPassword }) => remove(currentPassword)}
      />
      <Button kind="outline" onClick={() => setAsking(false)}>
        {words.deleteNo}
      </Button>
    </>
  );
}
