import { useEffect, useRef } from 'preact/hooks';
import type { ErrorDetail } from '../api/ApiError';

interface ErrorsProps {
  errors: readonly ErrorDetail[];
  /** The fields that the form shows: their errors stand there and not here. */
  fields?: readonly string[];
}

/** Errors that no field of the form shows. The region is always there, or screen readers would miss the first. */
export function Errors({ errors, fields = [] }: ErrorsProps) {
  const general = errors.filter(({ field }) => field === undefined || !fields.includes(field));
  return (
    <div role="alert" class="errors">
      {general.map(({ message }) => <p key={message}>{message}</p>)}
    </div>
  );
}

/** Moves the focus to the first field that new errors name. Returns the ref for the form. */
export function useFocusOnError(errors: readonly ErrorDetail[]) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);
  return form;
}
