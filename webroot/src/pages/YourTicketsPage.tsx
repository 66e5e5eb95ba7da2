import * as api from '../api/client';
import { ItemList } from '../components/ItemList';
import { Page } from '../components/Page';
import { useList } from '../state/useList';

export function YourTicketsPage() {
  const list = useList(api.listOwnTickets);
  return (
    <Page title="Your tickets">
      <ItemList
        list={list}
        item={(ticket) => ({ ...ticket, href: `/tickets/${encodeURIComponent(ticket.id)}` })}
        empty={<p>You have not listed a ticket yet. <a href="/sell">Sell one</a>.</p>}
      />
    </Page>
  );
}
