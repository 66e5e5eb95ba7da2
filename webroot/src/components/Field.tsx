import type { InputHTMLAttributes } from 'preact';
import type { ErrorDetail } from '../api/ApiError';

interface FieldProps {
  /** Name of the request's field, which the API's errors refer to. */
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  errors: readonly ErrorDetail[];
  hint?: string;
  type?: 'text' | 'email' | 'password';
  autocomplete?: InputHTMLAttributes['autocomplete'];
  inputMode?: 'text' | 'decimal' | 'email';
}

/** A labelled text field with its hint and the errors that name it. */
export function Field({ name, label, value, onValue, errors, hint, ...input }: FieldProps) {
  const own = errors.filter(({ field }) => field === name);
  const describedBy = [hint && `${name}-hint`, own.length > 0 && `${name}-error`].filter(Boolean).join(' ');
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
        {...(own.length > 0 ? { 'aria-invalid': 'true' } : {})}
        {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      />
      {hint && <small id={`${name}-hint`}>{hint}</small>}
      <div id={`${name}-error`} class="field-error" aria-live="polite">
        {own.map(({ message }) => <p key={message}>{message}</p>)}
      </div>
    </div>
  );
}
