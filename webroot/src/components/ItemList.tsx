import type { ComponentChildren } from 'preact';
import { GrowingList, type GrowingListProps } from './GrowingList';
import { Price } from './Price';

interface Item {
  id: string;
  href: string;
  title: string;
  price: number;
  status?: ComponentChildren;
  /** What else there is to say about it. */
  note?: ComponentChildren;
  actions?: ComponentChildren;
}

interface ItemListProps<T> extends GrowingListProps<T> {
  /** What one entry shows. */
  item: (entry: T) => Item;
}

/** Tickets, orders or payments. */
export function ItemList<T>({ item, ...list }: ItemListProps<T>) {
  return (
    <GrowingList {...list}>
      {(items, place) => (
        <ul class="items" ref={place}>
          {items.map(item).map((entry) => (
            <ItemRow key={entry.id} {...entry} />
          ))}
        </ul>
      )}
    </GrowingList>
  );
}

export function ItemRow({ href, title, price, status, note, actions }: Item) {
  return (
    <li class="stub">
      <div class="stub-body">
        <a href={href}>{title}</a>
        {status}
        {note && <p class="note">{note}</p>}
        {actions && <div class="actions">{actions}</div>}
      </div>
      <div class="stub-end">
        <Price amount={price} />
      </div>
    </li>
  );
}
