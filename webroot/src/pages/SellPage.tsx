import * as api from '../api/client';
import { Page } from '../components/Page';
import { TicketForm } from '../components/TicketForm';
import { texts } from '../i18n';
import { navigate } from '../router';

export function SellPage() {
  const words = texts().sell;
  return (
    <Page title={words.title} look="narrow">
      <TicketForm
        submitLabel={words.submit}
        onSubmit={async (draft) => {
          const ticket = await api.createTicket(draft);
          navigate(`/tickets/${encodeURIComponent(ticket.id)}`);
        }}
      />
    </Page>
  );
}
