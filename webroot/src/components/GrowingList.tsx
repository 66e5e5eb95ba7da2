import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../i18n';
import type { List, Shown } from '../state/useList';
import { Button } from './Button';
import { Errors } from './Errors';
import { Loading } from './Loading';
import type { Shape } from './Skeleton';

export interface GrowingListProps<T> {
  list: List<T>;
  /** In place of a list without entries. */
  empty: (shown: Shown<T>) => ComponentChildren;
  /** What the entries are, such as "Tickets for jazz": a screen reader hears how many there are. */
  called: string;
  /** Fields of the page that show the errors that name them. */
  fields?: readonly string[];
  shape?: Shape;
}

interface Rows<T> {
  /** The entries, in an element whose children they are. */
  children: (items: T[], place: RefObject<never>) => ComponentChildren;
}

/** A list that grows while the server has another page. */
export function GrowingList<T>(props: GrowingListProps<T> & Rows<T>) {
  const { list, empty, called, fields = [], shape = 'items', children } = props;
  const { loaded } = list;
  const rows = useFocusOnNew(list);
  return (
    <>
      <p role="status" class="visually-hidden">
        {loaded.loading ? '' : summary(loaded.value, called)}
      </p>
      <Loading loaded={loaded} fields={fields} shape={shape}>
        {(shown) => (
          <div aria-busy={loaded.loading} class="results">
            {shown.items.length === 0 ? empty(shown) : children(shown.items, rows.place as RefObject<never>)}
            <Errors error={list.moreError} />
            {shown.next && <More list={list} onAsked={rows.showMore} />}
          </div>
        )}
      </Loading>
    </>
  );
}

/** How far above its end a list begins to grow, so that scrolling need not stop. */
const AHEAD = '600px';
/** A list that grew for ever by itself would keep people from what is below it: from here on it waits to be asked. */
const MOST_BY_ITSELF = 200;

/** Loads the next page when one comes near it, or is asked to. */
function More<T>({ list, onAsked }: { list: List<T>; onAsked: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const count = list.loaded.value?.items.length ?? 0;
  const waits = count >= MOST_BY_ITSELF || list.moreError !== null;

  useEffect(() => {
    if (!place.current || waits) {
      return undefined;
    }
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          void list.loadMore();
        }
      },
      { rootMargin: AHEAD },
    );
    near.observe(place.current);
    return () => near.disconnect();
  }, [waits, count]);

  return (
    <div class="more" ref={place}>
      <Button kind="outline" busy={list.loadingMore} onClick={onAsked}>
        {list.loadingMore ? texts().app.loading : texts().list.more}
      </Button>
    </div>
  );
}

/** After "Show more" the keyboard goes on with the first entry that was not there before. */
function useFocusOnNew<T>({ loaded: { value }, loadMore }: List<T>) {
  const place = useRef<HTMLElement>(null);
  const next = useRef<{ path: string; index: number } | null>(null);
  const count = value?.items.length ?? 0;

  useEffect(() => {
    const wanted = next.current;
    if (wanted && value && wanted.path === value.path && count > wanted.index) {
      next.current = null;
      place.current?.children[wanted.index]?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true });
    }
  }, [value?.path, count]);

  function showMore(): void {
    next.current = value && { path: value.path, index: count };
    void loadMore();
  }

  return { place, showMore };
}

function summary<T>(shown: Shown<T> | null, called: string): string {
  if (shown === null) {
    return '';
  }
  const {
    items: { length },
    next,
  } = shown;
  return texts().list.found(called, length, next !== null);
}
