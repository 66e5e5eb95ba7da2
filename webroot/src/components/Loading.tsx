import type { ComponentChildren } from 'preact';
import { texts } from '../i18n';
import type { Loaded } from '../state/useLoad';
import { Button } from './Button';
import { Errors } from './Errors';
import { Skeleton, type Shape } from './Skeleton';

/** Malformed, not yours, not there: asking again changes nothing. */
const FINAL_REFUSALS = [400, 403, 404];

interface LoadingProps<T> {
  loaded: Pick<Loaded<T>, 'value' | 'error' | 'reload'>;
  /** Fields that show their own errors. */
  fields?: readonly string[];
  /** Where to go when there is nothing to see here. */
  wayOn?: ComponentChildren;
  /** What it will look like. */
  shape?: Shape;
  children: (value: T) => ComponentChildren;
}

/** Shows the value once it is there, until then that it is coming or why it is not. */
export function Loading<T>({ loaded, fields = [], wayOn, shape = 'lines', children }: LoadingProps<T>) {
  const { value, error, reload } = loaded;
  const final = error !== null && FINAL_REFUSALS.includes(error.status);
  return (
    <>
      <Errors error={error} fields={fields} />
      {error && !final && (
        <Button kind="outline" onClick={() => void reload()}>
          {texts().app.tryAgain}
        </Button>
      )}
      {final && wayOn && <p>{wayOn}</p>}
      {value === null ? !error && <Skeleton shape={shape} /> : children(value)}
    </>
  );
}
