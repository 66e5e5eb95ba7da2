import * as api from '../api/client';
import { ItemList } from '../components/ItemList';
import { Page } from '../components/Page';
import { useList } from '../state/useList';

export function BrowsePage() {
  const list = useList(api.listTickets);
  return (
    <Page title="Tickets">
      <ItemList
        list={list}
        item={(ticket) => ({ ...ticket, href: `/tickets/${encodeURIComponent(ticket.id)}` })}
        empty={<p>No tickets are on sale right now. <a href="/sell">Sell one</a>.</p>}
      />
    </Page>
  );
}
