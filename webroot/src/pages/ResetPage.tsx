import { useState } from 'preact/hooks';
import * as api from '../api/client';
import { Button } from '../components/Button';
import { Errors, useFocusOnError } from '../components/Errors';
import { Field } from '../components/Field';
import { Page } from '../components/Page';
import { setUser } from '../state/session';
import { useMailedToken } from '../state/useMailedToken';
import { useSubmit } from '../state/useSubmit';

const FIELDS = ['password'];

/** Where the link of a mail about a forgotten password leads. */
export function ResetPage() {
  const token = useMailedToken();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, error, run } = useSubmit();
  const form = useFocusOnError(error);

  function submit(event: Event): void {
    event.preventDefault();
    void run(async () => {
      await api.resetPassword(token, password);
      // It ends every session, the one of this browser too.
      setUser(null);
      setDone(true);
    });
  }

  if (token === '') {
    return (
      <Page title="Set a new password">
        <p>
          This page needs the link from our mail: open it there once more, or <a href="/forgot">have a new one sent</a>.
        </p>
      </Page>
    );
  }
  return (
    <Page title="Set a new password">
      <div role="status">{done && <p>Your new password is set, and everybody who was signed in is signed out.</p>}</div>
      {done ? (
        <p>
          <a href="/signin">Sign in</a>
        </p>
      ) : (
        <form ref={form} onSubmit={submit} noValidate>
          <Errors error={error} fields={FIELDS} />
          {error && (
            <p>
              Links are good once and for a limited time. <a href="/forgot">Have a new one sent</a>.
            </p>
          )}
          <Field
            name="password"
            label="New password"
            hint="8 to 128 characters, whichever you like."
            type="password"
            value={password}
            onValue={setPassword}
            error={error}
            autocomplete="new-password"
          />
          <Button submit busy={busy}>
            Set the password
          </Button>
        </form>
      )}
    </Page>
  );
}
