import type { Ticket } from '../api/types';
import { Loading } from '../components/Loading';
import { LookAgain } from '../components/LookAgain';
import { NotFound } from '../components/NotFound';
import { Page } from '../components/Page';
import { Price } from '../components/Price';
import { Status } from '../components/Status';
import { TicketOffer } from '../components/TicketOffer';
import { WithdrawButton } from '../components/WithdrawButton';
import { texts } from '../i18n';
import { currentUser } from '../state/session';
import type { Loaded } from '../state/useLoad';
import { useTicket } from '../state/useTickets';

const NOT_FOUND = 404;

export function TicketPage({ id }: { id: string }) {
  const loaded = useTicket(id);
  const { ticket: words, waysOn } = texts();
  if (loaded.error?.status === NOT_FOUND) {
    return <NotFound what="ticket" wayOn={<a href="/">{waysOn.tickets}</a>} />;
  }
  return (
    <Page title={loaded.value?.title ?? words.title} look="ticket">
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

function OwnTicket({ ticket, loaded }: { ticket: Ticket; loaded: Loaded<Ticket> }) {
  const { ticket: words, waysOn } = texts();
  return (
    <>
      <div role="status">
        <p>{words.yours[ticket.status]}</p>
      </div>
      {ticket.status === 'reserved' && <LookAgain loaded={loaded} />}
      {ticket.status === 'available' && (
        <p>
          <a href={`/tickets/${encodeURIComponent(ticket.id)}/edit`}>{words.edit}</a>
        </p>
      )}
      <WithdrawButton ticket={ticket} onTicket={loaded.set} />
      <p>
        <a href="/sales">{waysOn.allSales}</a>
      </p>
    </>
  );
}
