import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { Loading } from '../components/Loading';
import { Page } from '../components/Page';
import { TicketForm } from '../components/TicketForm';
import { navigate } from '../router';
import { currentUser } from '../state/session';
import { useLoad } from '../state/useLoad';

export function EditTicketPage({ id }: { id: string }) {
  const loaded = useLoad(() => api.getTicket(id));
  return (
    <Page title="Edit your ticket">
      <Loading loaded={loaded}>{(ticket) => <EditTicket ticket={ticket} />}</Loading>
    </Page>
  );
}

function EditTicket({ ticket }: { ticket: Ticket }) {
  const path = `/tickets/${encodeURIComponent(ticket.id)}`;
  if (ticket.userId !== currentUser.value?.id) {
    return <p>This ticket is not yours. <a href={path}>Back to the ticket</a>.</p>;
  }
  if (ticket.status !== 'available') {
    return <p>Only an available ticket can be edited. <a href={path}>Back to the ticket</a>.</p>;
  }
  return (
    <>
      <TicketForm
        initial={ticket}
        submitLabel="Save"
        onSubmit={async (draft) => {
          await api.updateTicket(ticket.id, draft);
          navigate(path);
        }}
      />
      <p><a href={path}>Back without saving</a></p>
    </>
  );
}
