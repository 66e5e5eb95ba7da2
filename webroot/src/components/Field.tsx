import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import type { ApiError } from '../api/ApiError';
import { sentence } from '../format';

interface FieldProps {
  /** Name of the request's field, which the API's errors refer to. */
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  error: ApiError | null;
  type?: 'text' | 'email' | 'password' | 'search' | 'date';
  autocomplete?: InputHTMLAttributes['autocomplete'];
  inputMode?: 'text' | 'decimal' | 'email' | 'search';
  required?: boolean;
  maxLength?: number;
}

/** A labelled text field with the errors that name it. */
export function Field({ name, label, value, onValue, error, required = true, ...input }: FieldProps) {
  return (
    <Labelled name={name} label={label} error={error}>
      {(described) => (
        <input
          id={name}
          name={name}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
          required={required}
          {...input}
          {...described}
        />
      )}
    </Labelled>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  error: ApiError | null;
  options: readonly { value: string; label: string }[];
}

/** A labelled choice of one of several, with the errors that name it. */
export function Choice({ name, label, value, onValue, error, options }: ChoiceProps) {
  return (
    <Labelled name={name} label={label} error={error}>
      {(described) => (
        <select
          id={name}
          name={name}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
          {...described}
        >
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Labelled>
  );
}

interface Described {
  'aria-invalid'?: 'true';
  'aria-describedby'?: string;
}

interface LabelledProps {
  name: string;
  label: string;
  error: ApiError | null;
  children: (described: Described) => ComponentChildren;
}

function Labelled({ name, label, error, children }: LabelledProps) {
  const own = error?.errors.filter(({ field }) => field === name) ?? [];
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children(own.length > 0 ? { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` } : {})}
      <div id={`${name}-error`} class="field-error" aria-live="polite">
        {own.map(({ message }) => <p key={message}>{sentence(calledByLabel(message, name, label))}</p>)}
      </div>
    </div>
  );
}

/** The API's messages begin with the field's name, which people know by its label. */
function calledByLabel(message: string, name: string, label: string): string {
  return message.startsWith(`${name} `) ? label + message.slice(name.length) : message;
}
