import { useState } from 'preact/hooks';
import { asApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Ticket, TicketDraft } from '../api/types';
import { Loading } from '../components/Loading';
import { Page } from '../components/Page';
import { TicketForm } from '../components/TicketForm';
import { here, navigate, nextPathIn } from '../router';
import { currentUser } from '../state/session';
import { newest, useLoad, type Loaded } from '../state/useLoad';

const CONFLICT = 409;

export function EditTicketPage({ id }: { id: string }) {
  const loaded = useLoad((signal) => api.getTicket(id, signal), { merge: newest });
  return (
    <Page title="Edit your ticket">
      <Loading loaded={loaded} wayOn={<a href="/sales">See your sales</a>}>
        {(ticket) => <EditTicket ticket={ticket} loaded={loaded} />}
      </Loading>
    </Page>
  );
}

const OVER: Record<Exclude<Ticket['status'], 'available'>, string> = {
  reserved:
    'Somebody is buying this ticket right now, so it cannot be edited. '
    + 'If they do not pay in time, it can be edited then.',
  sold: 'This ticket is sold, so it cannot be edited any more.',
  withdrawn: 'You have withdrawn this ticket, so it cannot be edited any more.',
};

function EditTicket({ ticket, loaded }: { ticket: Ticket; loaded: Loaded<Ticket> }) {
  const [refused, setRefused] = useState(false);
  const path = `/tickets/${encodeURIComponent(ticket.id)}`;
  const back = nextPathIn(here.value.search, path);

  async function save(draft: TicketDraft): Promise<void> {
    try {
      await api.updateTicket(ticket.id, draft);
      navigate(back, { replace: true });
    } catch (thrown) {
      const error = asApiError(thrown);
      // Shown where the form was if the ticket has changed hands, so that the refusal is explained by its cause.
      const now = error.status === CONFLICT ? await loaded.reload() : null;
      if (now === null || now.status === 'available') {
        throw error;
      }
      setRefused(true);
    }
  }

  if (ticket.userId !== currentUser.value?.id) {
    return (
      <p>
        This ticket is not yours. <a href={path}>See the ticket</a>.
      </p>
    );
  }
  if (ticket.status !== 'available') {
    return (
      <>
        <div role="alert">{refused && <p>Your changes were not saved.</p>}</div>
        <p>
          {OVER[ticket.status]} <a href={path}>See the ticket</a>.
        </p>
      </>
    );
  }
  return (
    <>
      <TicketForm initial={ticket} submitLabel="Save" onSubmit={save} />
      <p>
        <a href={back}>Back without saving</a>
      </p>
    </>
  );
}
