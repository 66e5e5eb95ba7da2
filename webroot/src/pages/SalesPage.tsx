import * as api from '../api/client';
import { TICKET_STATUSES, type Ticket } from '../api/types';
import { ItemList } from '../components/ItemList';
import { Page } from '../components/Page';
import { Status, wordsOf } from '../components/Status';
import { WithdrawButton } from '../components/WithdrawButton';
import { formatPrice, totalOf } from '../format';
import { here, herePath, withNext } from '../router';
import { currency } from '../state/serverConfig';
import { useList, type Shown } from '../state/useList';

export function SalesPage() {
  const status = new URLSearchParams(here.value.search).get('status') ?? '';
  const filter = status === '' ? '' : `&${new URLSearchParams({ status })}`;
  const list = useList(api.listTickets, `/api/tickets?seller=me${filter}`);
  const { value, loading } = list.loaded;
  return (
    <Page title="Your sales">
      <StatusFilter current={status} />
      {value && value.items.length > 0 && (
        <p aria-busy={loading} class="results">
          {summary(value)}
        </p>
      )}
      <ItemList
        list={list}
        called="Your tickets"
        item={(ticket) => ({
          ...ticket,
          href: `/tickets/${encodeURIComponent(ticket.id)}`,
          status: <Status status={ticket.status} />,
          actions: <Actions ticket={ticket} onTicket={list.replace} />,
        })}
        empty={() =>
          status === '' ? (
            <p>
              You have not listed a ticket yet. <a href="/sell">Sell one</a>.
            </p>
          ) : (
            <p>
              None of your tickets is in this state. <a href="/sales">See them all</a>.
            </p>
          )
        }
      />
    </Page>
  );
}

const FILTERS = [
  { status: '', words: 'All' },
  ...TICKET_STATUSES.map((status) => ({ status, words: wordsOf(status) })),
];

function StatusFilter({ current }: { current: string }) {
  return (
    <nav aria-label="Your sales by state" class="filter">
      {FILTERS.map(({ status, words }) => (
        <a
          key={status}
          href={status === '' ? '/sales' : `/sales?status=${status}`}
          {...(status === current ? { 'aria-current': 'true' as const } : {})}
        >
          {words}
        </a>
      ))}
    </nav>
  );
}

function Actions({ ticket, onTicket }: { ticket: Ticket; onTicket: (ticket: Ticket) => void }) {
  const editPath = `/tickets/${encodeURIComponent(ticket.id)}/edit`;
  return (
    <>
      {ticket.status === 'available' && (
        <a href={withNext(editPath, herePath())} aria-label={`Edit ${ticket.title}`}>
          Edit
        </a>
      )}
      <WithdrawButton ticket={ticket} onTicket={onTicket} />
    </>
  );
}

/** How many are in which state, and what the sold ones brought. It speaks of what is shown: there may be more. */
function summary({ items, next }: Shown<Ticket>): string {
  const parts = TICKET_STATUSES.flatMap((status) => {
    const those = items.filter((ticket) => ticket.status === status);
    const total = formatPrice(totalOf(those.map(({ price }) => price)), currency.value);
    return those.length === 0 ? [] : [`${those.length} ${status}${status === 'sold' ? ` for ${total}` : ''}`];
  });
  return `${next ? `Of the ${items.length} shown here` : 'In all'}: ${parts.join(', ')}.`;
}
