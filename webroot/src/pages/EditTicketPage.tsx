import { useState } from 'preact/hooks';
import { asApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Ticket, TicketDraft } from '../api/types';
import { Loading } from '../components/Loading';
import { Page } from '../components/Page';
import { TicketForm } from '../components/TicketForm';
import { texts } from '../i18n';
import { here, navigate, nextPathIn } from '../router';
import { currentUser } from '../state/session';
import { newest, useLoad, type Loaded } from '../state/useLoad';

const CONFLICT = 409;

export function EditTicketPage({ id }: { id: string }) {
  const loaded = useLoad((signal) => api.getTicket(id, signal), { merge: newest });
  return (
    <Page title={texts().sell.editTitle} look="narrow">
      <Loading loaded={loaded} wayOn={<a href="/sales">{texts().waysOn.sales}</a>}>
        {(ticket) => <EditTicket ticket={ticket} loaded={loaded} />}
      </Loading>
    </Page>
  );
}

function EditTicket({ ticket, loaded }: { ticket: Ticket; loaded: Loaded<Ticket> }) {
  const words = texts().sell;
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
        {words.notYours} <a href={path}>{texts().waysOn.ticket}</a>.
      </p>
    );
  }
  if (ticket.status !== 'available') {
    return (
      <>
        <div role="alert">{refused && <p>{words.notSaved}</p>}</div>
        <p>
          {words.over[ticket.status]} <a href={path}>{texts().waysOn.ticket}</a>.
        </p>
      </>
    );
  }
  return (
    <>
      <TicketForm initial={ticket} submitLabel={words.save} onSubmit={save} />
      <p>
        <a href={back}>{words.back}</a>
      </p>
    </>
  );
}
