import { useState } from 'preact/hooks';
import * as api from '../api/client';
import { Button } from '../components/Button';
import { Errors, useFocusOnError } from '../components/Errors';
import { Field } from '../components/Field';
import { Linked } from '../components/Linked';
import { Page } from '../components/Page';
import { texts } from '../i18n';
import { setUser } from '../state/session';
import { useMailedToken } from '../state/useMailedToken';
import { useSubmit } from '../state/useSubmit';

const FIELDS = ['password'];

/** Where the link of a mail about a forgotten password leads. */
export function ResetPage() {
  const token = useMailedToken();
  const words = texts().user;
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
      <Page title={words.resetTitle} look="narrow">
        <p>
          <Linked text={words.resetNeedsLink} href="/forgot" />
        </p>
      </Page>
    );
  }
  return (
    <Page title={words.resetTitle} look="narrow">
      <div role="status">{done && <p>{words.resetDone}</p>}</div>
      {done ? (
        <p>
          <a href="/signin">{texts().nav.signIn}</a>
        </p>
      ) : (
        <form ref={form} onSubmit={submit} noValidate>
          <Errors error={error} fields={FIELDS} />
          {error && (
            <p>
              <Linked text={words.linksEnd} href="/forgot" />
            </p>
          )}
          <Field
            name="password"
            label={words.newPassword}
            hint={words.passwordHint}
            type="password"
            value={password}
            onValue={setPassword}
            error={error}
            autocomplete="new-password"
          />
          <Button submit busy={busy}>
            {words.reset}
          </Button>
        </form>
      )}
    </Page>
  );
}
