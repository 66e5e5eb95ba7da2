import type { ComponentChildren } from 'preact';
import type { OrderStatus, TicketStatus } from '../api/types';
import type { List } from '../state/useList';
import { Button } from './Button';
import { Errors } from './Errors';
import { Loading } from './Loading';
import { Price } from './Price';
import { Status } from './Status';

interface Item {
  id: string;
  href: string;
  title: string;
  price: number;
  status: TicketStatus | OrderStatus;
}

interface ItemListProps<T> {
  list: List<T>;
  /** What one entry shows. */
  item: (entry: T) => Item;
  /** In place of a list without entries. */
  empty: ComponentChildren;
}

/** A list of tickets or orders, with "More" while the server has another page. */
export function ItemList<T>({ list, item, empty }: ItemListProps<T>) {
  return (
    <Loading loaded={list.loaded}>
      {({ items, next }) => items.length === 0 ? empty : (
        <>
          <ul class="items">
            {items.map(item).map((shown) => <ItemRow key={shown.id} {...shown} />)}
          </ul>
          <Errors errors={list.moreError?.errors ?? []} />
          <p role="status" class="visually-hidden">{`Showing ${items.length}`}</p>
          {next && (
            <Button kind="outline" busy={list.loadingMore} onClick={() => void list.loadMore()}>
              {list.loadingMore ? 'Loading...' : 'More'}
            </Button>
          )}
        </>
      )}
    </Loading>
  );
}

function ItemRow({ href, title, price, status }: Item) {
  return (
    <li>
      <a href={href}>{title}</a>
      <Status status={status} />
      <Price amount={price} />
    </li>
  );
}
