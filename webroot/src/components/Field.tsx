import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import type { ApiError } from '../api/ApiError';
import { sentence } from '../format';
import { texts } from '../i18n';

interface FieldProps {
  /** Name of the request's field, which the API's errors refer to. */
  name: string;
  /** What tells it from the fields of other forms on the page that have its name. */
  id?: string;
  label: string;
  /** What is worth knowing before one types. */
  hint?: string;
  value: string;
  onValue: (value: string) => void;
  error: ApiError | null;
  type?: 'text' | 'email' | 'password' | 'search' | 'date';
  autocomplete?: InputHTMLAttributes['autocomplete'];
  inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'search';
  required?: boolean;
  maxLength?: number;
}

/** A labelled text field with the errors that name it. */
export function Field(props: FieldProps) {
  const { name, id = name, label, hint, value, onValue, error, required = true, ...input } = props;
  return (
    <Labelled name={name} id={id} label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(described) => (
        <input
          id={id}
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
    <Labelled name={name} id={name} label={label} error={error}>
      {(described) => (
        <select
          id={name}
          name={name}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
          {...described}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
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
  id: string;
  label: string;
  hint?: string;
  error: ApiError | null;
  children: (described: Described) => ComponentChildren;
}

function Labelled({ name, id, label, hint, error, children }: LabelledProps) {
  const own = error?.errors.filter(({ field }) => field === name) ?? [];
  const describedBy = [hint !== undefined && `${id}-hint`, own.length > 0 && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        ...(own.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
        ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
      })}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      <div id={`${id}-error`} class="field-error" aria-live="polite">
        {own.map(({ message }) => (
          <p key={message}>{sentence(calledByLabel(texts().errors.server(message), name, label))}</p>
        ))}
      </div>
    </div>
  );
}

/** The API's messages begin with the field's name, which people know by its label. */
function calledByLabel(message: string, name: string, label: string): string {
  return message.startsWith(`${name} `) ? label + message.slice(name.length) : message;
}
