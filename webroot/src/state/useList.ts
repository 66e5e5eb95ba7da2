import { useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';
import type { Page } from '../api/types';
import { useLoad, type Loaded } from './useLoad';

export interface List<T> {
  loaded: Loaded<Page<T>>;
  loadingMore: boolean;
  moreError: ApiError | null;
  loadMore: () => Promise<void>;
}

/** A list that grows page by page along the server's `next` links. */
export function useList<T>(load: (next?: string) => Promise<Page<T>>): List<T> {
  const loaded = useLoad(() => load());
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<ApiError | null>(null);

  async function loadMore(): Promise<void> {
    const sofar = loaded.value;
    if (loadingMore || !sofar?.next) {
      return;
    }
    setLoadingMore(true);
    setMoreError(null);
    try {
      const more = await load(sofar.next);
      loaded.set({ items: [...sofar.items, ...more.items], next: more.next });
    } catch (thrown) {
      setMoreError(asApiError(thrown));
    } finally {
      setLoadingMore(false);
    }
  }

  return { loaded, loadingMore, moreError, loadMore };
}
