import * as api from '../api/client';
import { ItemList } from '../components/ItemList';
import { Page } from '../components/Page';
import { useList } from '../state/useList';

export function OrdersPage() {
  const list = useList(api.listOrders);
  return (
    <Page title="Your orders">
      <ItemList
        list={list}
        item={({ id, status, ticket: { title, price } }) =>
          ({ id, title, price, status, href: `/orders/${encodeURIComponent(id)}` })}
        empty={<p>You have not ordered a ticket yet. <a href="/">See what is on sale</a>.</p>}
      />
    </Page>
  );
}
