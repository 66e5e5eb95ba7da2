import type { ComponentChildren } from 'preact';
import type { Loaded } from '../state/useLoad';
import { Button } from './Button';
import { Errors } from './Errors';

interface LoadingProps<T> {
  loaded: Loaded<T>;
  children: (value: T) => ComponentChildren;
}

/** Shows the value once it is there, until then that it is coming or why it is not. */
export function Loading<T>({ loaded, children }: LoadingProps<T>) {
  const { value, error, reload } = loaded;
  return (
    <>
      <Errors errors={error?.errors ?? []} />
      {error && <Button kind="outline" onClick={() => void reload()}>Try again</Button>}
      {value === null ? !error && <p role="status">Loading...</p> : children(value)}
    </>
  );
}
