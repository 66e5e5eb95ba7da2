import { useEffect, useRef, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';

export interface Loaded<T> {
  value: T | null;
  error: ApiError | null;
  /** True while an answer is waited for. */
  loading: boolean;
  /** Puts a value that came another way in its place; what a load still under way brings is then ignored. */
  set: (value: T) => void;
  /** Changes the value that is there, and nothing while there is none. */
  update: (change: (value: T) => T) => void;
  /** Loads anew; the old value stays until the new one is there. Never rejects: see `error`. */
  reload: () => Promise<T | null>;
}

interface Options<T> {
  /** Names what is loaded; when it changes, that is loaded. A page is mounted anew for each path and needs none. */
  key?: string;
  /** What to show when `next` arrives while `old`, of the same key, is shown. */
  merge?: (old: T | null, next: T) => T;
}

/** A value and the key that it was loaded for. */
interface Held<T> {
  key: string;
  value: T;
}

/** For aggregates with a version: answers may overtake each other, and an older one undoes nothing. */
export function newest<T extends { version: number }>(old: T | null, next: T): T {
  return old && old.version > next.version ? old : next;
}

/**
 * Loads when the component appears. Only the newest load counts: it aborts the one before it, whose answer changes
 * nothing even if it still comes.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, options: Options<T> = {}): Loaded<T> {
  const { key = '', merge = (_: T | null, next: T) => next } = options;
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [loading, setLoading] = useState(true);
  const latest = useRef(new AbortController());

  function show(next: T): void {
    setHeld((old) => ({ key, value: merge(old?.key === key ? old.value : null, next) }));
    setError(null);
    setLoading(false);
  }

  function set(next: T): void {
    latest.current.abort();
    show(next);
  }

  function update(change: (value: T) => T): void {
    setHeld((old) => (old?.key === key ? { key, value: change(old.value) } : old));
  }

  async function reload(): Promise<T | null> {
    latest.current.abort();
    const mine = new AbortController();
    latest.current = mine;
    setError(null);
    setLoading(true);
    try {
      const loaded = await load(mine.signal);
      if (!mine.signal.aborted) {
        show(loaded);
      }
      return loaded;
    } catch (thrown) {
      if (!mine.signal.aborted) {
        // What was loaded for another key would pass for an answer to this one.
        setHeld((old) => (old?.key === key ? old : null));
        setError(asApiError(thrown));
        setLoading(false);
      }
      return null;
    }
  }

  useEffect(() => {
    void reload();
    return () => latest.current.abort();
  }, [key]);

  // Nobody needs to press a button when the connection is back.
  const offline = error?.outcomeUnknown === true;
  useEffect(() => {
    if (!offline) {
      return undefined;
    }
    const again = () => void reload();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [offline, key]);

  return { value: held?.value ?? null, error, loading, set, update, reload };
}
