import { useState } from 'preact/hooks';
import type { Credentials } from '../api/types';
import { texts } from '../i18n';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors, useFocusOnError } from './Errors';
import { Field } from './Field';

const FIELDS = ['email', 'password'];

interface CredentialsFormProps {
  submitLabel: string;
  passwordAutocomplete: 'current-password' | 'new-password';
  /** What is worth knowing before one types a password. */
  passwordHint?: string;
  onSubmit: (credentials: Credentials) => Promise<void>;
}

export function CredentialsForm(props: CredentialsFormProps) {
  const { submitLabel, passwordAutocomplete, passwordHint, onSubmit } = props;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, error, run } = useSubmit();
  const form = useFocusOnError(error);

  function submit(event: Event): void {
    event.preventDefault();
    void run(() => onSubmit({ email, password }));
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Errors error={error} fields={FIELDS} />
      <Field
        name="email"
        label={texts().user.email}
        type="email"
        value={email}
        onValue={setEmail}
        error={error}
        autocomplete="email"
      />
      <Field
        name="password"
        label={texts().user.password}
        type="password"
        value={password}
        onValue={setPassword}
        error={error}
        autocomplete={passwordAutocomplete}
        {...(passwordHint === undefined ? {} : { hint: passwordHint })}
      />
      <Button submit busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}
