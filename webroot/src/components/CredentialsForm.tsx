import { useState } from 'preact/hooks';
import type { Credentials } from '../api/types';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors, useFocusOnError } from './Errors';
import { Field } from './Field';

const FIELDS = ['email', 'password'];

interface CredentialsFormProps {
  submitLabel: string;
  passwordAutocomplete: 'current-password' | 'new-password';
  onSubmit: (credentials: Credentials) => Promise<void>;
}

export function CredentialsForm({ submitLabel, passwordAutocomplete, onSubmit }: CredentialsFormProps) {
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
        label="Email"
        type="email"
        value={email}
        onValue={setEmail}
        error={error}
        autocomplete="email"
      />
      <Field
        name="password"
        label="Password"
        type="password"
        value={password}
        onValue={setPassword}
        error={error}
        autocomplete={passwordAutocomplete}
      />
      <Button submit busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}
