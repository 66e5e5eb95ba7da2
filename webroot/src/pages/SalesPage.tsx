import { TICKET_STATUSES, type Ticket } from '../api/types';
import { Empty } from '../components/Empty';
import { ItemList } from '../components/ItemList';
import { Linked } from '../components/Linked';
import { Page } from '../components/Page';
import { Status } from '../components/Status';
import { WithdrawButton } from '../components/WithdrawButton';
import { formatPrice, totalOf } from '../format';
import { texts } from '../i18n';
import { here, herePath, withNext } from '../router';
import { currency } from '../state/serverConfig';
import { currentUser } from '../state/session';
import type { Shown } from '../state/useList';
import { useTicketList } from '../state/useTickets';

export function SalesPage() {
  const status = new URLSearchParams(here.value.search).get('status') ?? '';
  const filter = status === '' ? '' : `&${new URLSearchParams({ status })}`;
  const list = useTicketList(`/api/tickets?seller=me${filter}`, ({ userId }) => userId === currentUser.value?.id);
  const { value, loading } = list.loaded;
  const words = texts().sales;
  return (
    <Page title={words.title}>
      <StatusFilter current={status} />
      {value && value.items.length > 0 && (
        <p aria-busy={loading} class="results">
          {summary(value)}
        </p>
      )}
      <ItemList
        list={list}
        called={words.called}
        item={(ticket) => ({
          ...ticket,
          href: `/tickets/${encodeURIComponent(ticket.id)}`,
          status: <Status status={ticket.status} />,
          note: ticket.status === 'reserved' && words.beingBought,
          actions: <Actions ticket={ticket} onTicket={list.replace} />,
        })}
        empty={() => (
          <Empty icon="shop">
            <p>
              {status === '' ? (
                <Linked text={words.none} href="/sell" />
              ) : (
                <Linked text={words.noneLike} href="/sales" />
              )}
            </p>
          </Empty>
        )}
      />
    </Page>
  );
}

function StatusFilter({ current }: { current: string }) {
  const { sales, ticketStatus } = texts();
  return (
    <nav aria-label={sales.byState} class="filter">
      {['' as const, ...TICKET_STATUSES].map((status) => (
        <a
          key={status}
          href={status === '' ? '/sales' : `/sales?status=${status}`}
          {...(status === current ? { 'aria-current': 'true' as const } : {})}
        >
          {status === '' ? sales.all : ticketStatus[status]}
        </a>
      ))}
    </nav>
  );
}

function Actions({ ticket, onTicket }: { ticket: Ticket; onTicket: (ticket: Ticket) => void }) {
  const words = texts().sales;
  const editPath = `/tickets/${encodeURIComponent(ticket.id)}/edit`;
  return (
    <>
      {ticket.status === 'available' && (
        <a href={withNext(editPath, herePath())} aria-label={words.editOne(ticket.title)}>
          {words.edit}
        </a>
      )}
      <WithdrawButton ticket={ticket} onTicket={onTicket} />
    </>
  );
}

/** How many are in which state, and what the sold ones brought. It speaks of what is shown: there may be more. */
function summary({ items, next }: Shown<Ticket>): string {
  const words = texts().sales;
  const parts = TICKET_STATUSES.flatMap((status) => {
    const those = items.filter((ticket) => ticket.status === status);
    const total = formatPrice(totalOf(those.map(({ price }) => price)), currency.value);
    return those.length === 0 ? [] : [words.counts[status](those.length, total)];
  });
  return `${words.shown(items.length, next !== null)}: ${parts.join(', ')}.`;
}
