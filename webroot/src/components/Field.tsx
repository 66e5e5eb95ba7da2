import type { InputHTMLAttributes } from 'preact';
import type { ErrorDetail } from '../api/ApiError';

interface FieldProps {
  /** Name of the request's field, which the API's errors refer to. */
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  errors: readonly ErrorDetail[];
  type?: 'text' | 'email' | 'password';
  autocomplete?: InputHTMLAttributes['autocomplete'];
  inputMode?: 'text' | 'decimal' | 'email';
}

/** A labelled text field with the errors that name it. */
export function Field({ name, label, value, onValue, errors, ...input }: FieldProps) {
  const own = errors.filter(({ field }) => field === name);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
        required
        {...input}
        {...(own.length > 0 ? { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` } : {})}
      />
      <div id={`${name}-error`} class="field-error" aria-live="polite">
        {own.map(({ message }) => <p key={message}>{message}</p>)}
      </div>
    </div>
  );
}
