import * as api from '../api/client';
import { Page } from '../components/Page';
import { TicketForm } from '../components/TicketForm';
import { navigate } from '../router';

export function SellPage() {
  return (
    <Page title="Sell a ticket">
      <TicketForm
        submitLabel="List for sale"
        onSubmit={async (draft) => {
          const ticket = await api.createTicket(draft);
          navigate(`/tickets/${encodeURIComponent(ticket.id)}`);
        }}
      />
    </Page>
  );
}
