import { useEffect, useRef, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';
import type { Page } from '../api/types';
import { entry, keepInEntry } from '../entry';
import { useLoad, type Loaded } from './useLoad';

/** The most that the server gives in one answer. */
const LONGEST_PAGE = 100;
/** Where somebody has paged further than this, coming back begins at the top. */
const MOST_RESTORED = 1000;

/** The part of a list that has been loaded, and the path it is the list of. */
export interface Shown<T> extends Page<T> {
  path: string;
}

export interface List<T> {
  loaded: Loaded<Shown<T>>;
  loadingMore: boolean;
  moreError: ApiError | null;
  loadMore: () => Promise<void>;
  /** Shows the item in place of the one with its id. */
  replace: (item: T) => void;
}

interface Identified {
  id: string;
}

type LoadPage<T> = (path: string, signal?: AbortSignal) => Promise<Page<T>>;

/**
 * A list that grows page by page along the server's `next` links. How far it has grown is kept in the history entry,
 * so that Back and a reload show as much again.
 */
export function useList<T extends Identified>(load: LoadPage<T>, path: string): List<T> {
  const loaded = useLoad((signal) => loadAsMuchAsBefore(load, path, signal), { key: path });
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<ApiError | null>(null);
  const ofThisPath = useRef(new AbortController());

  useEffect(() => {
    const controller = new AbortController();
    ofThisPath.current = controller;
    setMoreError(null);
    return () => controller.abort();
  }, [path]);

  async function loadMore(): Promise<void> {
    const sofar = loaded.value;
    if (loadingMore || !sofar?.next) {
      return;
    }
    const { signal } = ofThisPath.current;
    setLoadingMore(true);
    setMoreError(null);
    try {
      const more = await load(sofar.next, signal);
      if (!signal.aborted) {
        // After a reload meanwhile it is no longer the continuation of what is shown.
        loaded.update((now) => (now.next === sofar.next ? append(now, more) : now));
        keepInEntry({ shown: sofar.items.length + more.items.length });
      }
    } catch (thrown) {
      if (!signal.aborted) {
        setMoreError(asApiError(thrown));
      }
    } finally {
      setLoadingMore(false);
    }
  }

  function replace(item: T): void {
    loaded.update((now) => ({ ...now, items: now.items.map((old) => (old.id === item.id ? item : old)) }));
  }

  return { loaded, loadingMore, moreError, loadMore, replace };
}

async function loadAsMuchAsBefore<T extends Identified>(
  load: LoadPage<T>,
  path: string,
  signal: AbortSignal,
): Promise<Shown<T>> {
  const before = entry().shown ?? 0;
  const wanted = before <= MOST_RESTORED ? before : 0;
  let next: string | null = wanted > 0 ? withLimit(path, Math.min(wanted, LONGEST_PAGE)) : path;
  let shown: Shown<T> = { path, items: [], next };
  do {
    shown = append(shown, await load(next, signal));
    next = shown.next;
  } while (next && shown.items.length < wanted);
  return { ...shown, next: next && withLimit(next, null) };
}

/** What has moved in the list meanwhile may come again; it is shown once. */
function append<T extends Identified>(sofar: Shown<T>, { items, next }: Page<T>): Shown<T> {
  const known = new Set(sofar.items.map(({ id }) => id));
  return { ...sofar, items: [...sofar.items, ...items.filter(({ id }) => !known.has(id))], next };
}

/** The path with another page size; null is the server's own. */
function withLimit(path: string, limit: number | null): string {
  const [pathname = '', query = ''] = path.split('?');
  const parameters = new URLSearchParams(query);
  if (limit === null) {
    parameters.delete('limit');
  } else {
    parameters.set('limit', String(limit));
  }
  const changed = parameters.toString();
  return changed === '' ? pathname : `${pathname}?${changed}`;
}
