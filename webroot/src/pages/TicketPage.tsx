import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { Loading } from '../components/Loading';
import { LookAgain } from '../components/LookAgain';
import { NotFound } from '../components/NotFound';
import { Page } from '../components/Page';
import { Price } from '../components/Price';
import { Status } from '../components/Status';
import { TicketOffer } from '../components/TicketOffer';
import { WithdrawButton } from '../components/WithdrawButton';
import { currentUser } from '../state/session';
import { newest, useLoad, type Loaded } from '../state/useLoad';

const NOT_FOUND = 404;

export function TicketPage({ id }: { id: string }) {
  const loaded = useLoad((signal) => api.getTicket(id, signal), { merge: newest });
  if (loaded.error?.status === NOT_FOUND) {
    return <NotFound what="Ticket" wayOn={<a href="/">See the tickets on sale</a>} />;
  }
  return (
    <Page title={loaded.value?.title ?? 'Ticket'}>
      <Loading loaded={loaded}>
        {(ticket) => (
          <>
            <p class="facts">
              <Price amount={ticket.price} />
              <Status status={ticket.status} />
            </p>
            {ticket.userId === currentUser.value?.id ? (
              <OwnTicket ticket={ticket} loaded={loaded} />
            ) : (
              <TicketOffer ticket={ticket} loaded={loaded} />
            )}
          </>
        )}
      </Loading>
    </Page>
  );
}

const OWN_SENTENCES: Record<Ticket['status'], string> = {
  available: 'This ticket is yours.',
  reserved: 'This ticket is yours. Somebody is buying it, so it can be neither edited nor withdrawn right now.',
  sold: 'You sold this ticket.',
  withdrawn: 'You have withdrawn this ticket.',
};

function OwnTicket({ ticket, loaded }: { ticket: Ticket; loaded: Loaded<Ticket> }) {
  return (
    <>
      <div role="status">
        <p>{OWN_SENTENCES[ticket.status]}</p>
      </div>
      {ticket.status === 'reserved' && <LookAgain loaded={loaded} />}
      {ticket.status === 'available' && (
        <p>
          <a href={`/tickets/${encodeURIComponent(ticket.id)}/edit`}>Edit title and price</a>
        </p>
      )}
      <WithdrawButton ticket={ticket} onTicket={loaded.set} />
      <p>
        <a href="/sales">See all your sales</a>
      </p>
    </>
  );
}
