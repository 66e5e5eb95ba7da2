import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';

export interface Loaded<T> {
  value: T | null;
  error: ApiError | null;
  /** Puts a value that came another way in its place; what a load still under way brings is then ignored. */
  set: (value: T) => void;
  /** Loads anew; the old value stays until the new one is there. Never rejects: see `error`. */
  reload: () => Promise<T | null>;
}

/** What to show when `next` arrives while `old` is shown. */
export type Merge<T> = (old: T | null, next: T) => T;

/** For aggregates with a version: answers may overtake each other, and an older one undoes nothing. */
export function newest<T extends { version: number }>(old: T | null, next: T): T {
  return old && old.version > next.version ? old : next;
}

/** Loads when the component appears. A page is mounted anew for each path, so `load` never changes under it. */
export function useLoad<T>(load: () => Promise<T>, merge: Merge<T> = (_, next) => next): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const latest = useRef(0);

  const set = useCallback((next: T) => {
    latest.current += 1;
    setValue((old) => merge(old, next));
    setError(null);
  }, []);

  const reload = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    setError(null);
    try {
      const loaded = await load();
      if (mine === latest.current) {
        setValue((old) => merge(old, loaded));
      }
      return loaded;
    } catch (thrown) {
      if (mine === latest.current) {
        setError(asApiError(thrown));
      }
      return null;
    }
  }, []);

  useEffect(() => {
    void reload();
    return () => {
      latest.current += 1;
    };
  }, []);

  return { value, error, set, reload };
}
