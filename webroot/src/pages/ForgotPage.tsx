import { useState } from 'preact/hooks';
import * as api from '../api/client';
import { Button } from '../components/Button';
import { Errors, useFocusOnError } from '../components/Errors';
import { Field } from '../components/Field';
import { Page } from '../components/Page';
import { useSubmit } from '../state/useSubmit';

const FIELDS = ['email'];

/** It says the same whether there is such an account or not, as the server does. */
export function ForgotPage() {
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState('');
  const { busy, error, run } = useSubmit();
  const form = useFocusOnError(error);

  function submit(event: Event): void {
    event.preventDefault();
    void run(async () => {
      await api.forgotPassword(email);
      setSentTo(email);
    });
  }

  return (
    <Page title="Forgot your password?">
      <div role="status">
        {sentTo !== '' && (
          <p>
            {`If there is an account of ${sentTo}, a mail with a link is on its way there. `}
            The link leads to a page where you set a new password.
          </p>
        )}
      </div>
      {sentTo === '' && (
        <form ref={form} onSubmit={submit} noValidate>
          <Errors error={error} fields={FIELDS} />
          <Field
            name="email"
            label="Email"
            type="email"
            value={email}
            onValue={setEmail}
            error={error}
            autocomplete="email"
          />
          <Button submit busy={busy}>
            Send me a link
          </Button>
        </form>
      )}
      <p>
        <a href="/signin">Sign in</a>
      </p>
    </Page>
  );
}
