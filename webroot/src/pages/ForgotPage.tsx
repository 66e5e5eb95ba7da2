import { useState } from 'preact/hooks';
import * as api from '../api/client';
import { Button } from '../components/Button';
import { Errors, useFocusOnError } from '../components/Errors';
import { Field } from '../components/Field';
import { Page } from '../components/Page';
import { texts } from '../i18n';
import { useSubmit } from '../state/useSubmit';

const FIELDS = ['email'];

/** It says the same whether there is such an account or not, as the server does. */
export function ForgotPage() {
  const words = texts().user;
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
    <Page title={words.forgot} look="narrow">
      <div role="status">{sentTo !== '' && <p>{words.linkSent(sentTo)}</p>}</div>
      {sentTo === '' && (
        <form ref={form} onSubmit={submit} noValidate>
          <Errors error={error} fields={FIELDS} />
          <Field
            name="email"
            label={words.email}
            type="email"
            value={email}
            onValue={setEmail}
            error={error}
            autocomplete="email"
          />
          <Button submit busy={busy}>
            {words.sendLink}
          </Button>
        </form>
      )}
      <p>
        <a href="/signin">{texts().nav.signIn}</a>
      </p>
    </Page>
  );
}
