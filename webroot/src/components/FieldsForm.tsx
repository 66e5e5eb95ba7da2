import { useState } from 'preact/hooks';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors, useFocusOnError } from './Errors';
import { Field } from './Field';

interface Asked<Name extends string> {
  name: Name;
  label: string;
  hint?: string;
  type: 'email' | 'password';
  autocomplete: 'email' | 'current-password' | 'new-password';
  /** What stands in it at first. */
  initial?: string;
}

interface FieldsFormProps<Name extends string> {
  /** Tells its fields from those of the page's other forms. */
  id: string;
  asked: readonly Asked<Name>[];
  submitLabel: string;
  /** What is said once it has been done. */
  done: string;
  onSubmit: (typed: Record<Name, string>) => Promise<void>;
}

/** A small form of a page that has several. */
export function FieldsForm<Name extends string>({ id, asked, submitLabel, done, onSubmit }: FieldsFormProps<Name>) {
  const initial = () =>
    Object.fromEntries(asked.map((field) => [field.name, field.initial ?? ''])) as Record<Name, string>;
  const [typed, setTyped] = useState(initial);
  const [isDone, setDone] = useState(false);
  const { busy, error, run } = useSubmit();
  const form = useFocusOnError(error);

  function submit(event: Event): void {
    event.preventDefault();
    setDone(false);
    void run(async () => {
      await onSubmit(typed);
      setTyped(initial());
      setDone(true);
    });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Errors error={error} fields={asked.map(({ name }) => name)} />
      {asked.map(({ name, label, hint, type, autocomplete }) => (
        <Field
          key={name}
          label={label}
          {...(hint === undefined ? {} : { hint })}
          type={type}
          autocomplete={autocomplete}
          name={name}
          id={`${id}-${name}`}
          value={typed[name]}
          onValue={(value) => setTyped({ ...typed, [name]: value })}
          error={error}
        />
      ))}
      <Button submit busy={busy}>
        {submitLabel}
      </Button>
      <div role="status">{isDone && <p>{done}</p>}</div>
    </form>
  );
}
