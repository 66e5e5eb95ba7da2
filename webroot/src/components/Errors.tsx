import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/ApiError';
import { said } from '../format';
import { texts } from '../i18n';

const SECOND_MILLIS = 1000;

interface ErrorsProps {
  error: ApiError | null;
  /** The fields that the form shows: their errors stand there and not here. */
  fields?: readonly string[];
}

/** Errors that no field of the form shows. The region is always there, or screen readers would miss the first. */
export function Errors({ error, fields = [] }: ErrorsProps) {
  const general = error?.errors.filter(({ field }) => field === undefined || !fields.includes(field)) ?? [];
  const wait = error?.retryAfterSeconds ?? null;
  return (
    <>
      <div role="alert" class="errors">
        {general.map(({ message }) => (
          <p key={message}>{said(message)}</p>
        ))}
        {wait !== null && <p class="visually-hidden">{texts().errors.again(wait)}</p>}
      </div>
      {error && wait !== null && <Wait key={error} seconds={wait} />}
    </>
  );
}

/** Counts down for the eye only: spoken once, with the error, it is enough. */
function Wait({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);

  useEffect(() => {
    const begun = Date.now();
    const timer = setInterval(() => {
      const passed = Math.floor((Date.now() - begun) / SECOND_MILLIS);
      setLeft(Math.max(0, seconds - passed));
    }, SECOND_MILLIS);
    return () => clearInterval(timer);
  }, [seconds]);

  return <p aria-hidden="true">{left > 0 ? texts().errors.again(left) : texts().errors.againNow}</p>;
}

/** Moves the focus to the first field that a new error names. Returns the ref for the form. */
export function useFocusOnError(error: ApiError | null) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return form;
}
