import * as api from '../api/client';
import { ApiError } from '../api/ApiError';
import type { Order, Ticket } from '../api/types';
import { formatPrice } from '../format';
import { texts } from '../i18n';
import { here, withNext } from '../router';
import { currency } from '../state/serverConfig';
import { currentUser, session } from '../state/session';
import { useLoad, type Loaded } from '../state/useLoad';
import { usePurchase } from '../state/usePurchase';
import { Button } from './Button';
import { Errors } from './Errors';
import { Linked } from './Linked';
import { LookAgain } from './LookAgain';
import { Question, useFocusAfterQuestion } from './Question';
import { WaitingLine } from './WaitingLine';

interface TicketOfferProps {
  ticket: Ticket;
  loaded: Loaded<Ticket>;
}

/** What somebody else's ticket means to whoever looks at it: to be bought, held by them, or gone. */
export function TicketOffer({ ticket, loaded }: TicketOfferProps) {
  const purchase = usePurchase(ticket, loaded.reload);
  const place = useFocusAfterQuestion(purchase.asking);
  const price = formatPrice(ticket.price, currency.value);
  const words = texts().ticket;
  return (
    <>
      <Errors error={purchase.error} />
      <div role="status">
        {ticket.status !== 'available' && <Standing ticket={ticket} status={ticket.status} loaded={loaded} />}
      </div>
      {ticket.status === 'available' && (
        <div ref={place}>
          {purchase.asking ? (
            <Question
              question={words.newPrice(price)}
              yes={words.buyAnyway(price)}
              no={words.no}
              busy={purchase.busy}
              onYes={purchase.buy}
              onNo={purchase.decline}
            />
          ) : (
            <BuyButton price={price} busy={purchase.busy} onBuy={purchase.buy} />
          )}
          <p class="note">{words.promise}</p>
        </div>
      )}
    </>
  );
}

function BuyButton({ price, busy, onBuy }: { price: string; busy: boolean; onBuy: () => void }) {
  if (session.value.state === 'loading') {
    return null;
  }
  if (currentUser.value === null) {
    return (
      <p>
        <a role="button" href={withNext('/signin', here.value.pathname)}>
          {texts().ticket.signInToBuy}
        </a>
      </p>
    );
  }
  return (
    <Button busy={busy} onClick={onBuy}>
      {texts().ticket.buy(price)}
    </Button>
  );
}

type UnavailableStatus = Exclude<Ticket['status'], 'available'>;

/** Why it cannot be bought. */
function Standing({ ticket, status, loaded }: TicketOfferProps & { status: UnavailableStatus }) {
  const { value: own, loading, error } = useOwnOrder(ticket);
  if (loading) {
    return null;
  }
  if (own) {
    return <OwnOrder order={own} status={status} />;
  }
  if (error && status === 'reserved') {
    return (
      <p>
        <Linked text={texts().ticket.perhapsHeld} href="/orders" />
      </p>
    );
  }
  return (
    <>
      <p>{texts().ticket.gone[status]}</p>
      {status === 'reserved' && <LookAgain loaded={loaded} />}
      {status === 'reserved' && <WaitingLine ticket={ticket} />}
    </>
  );
}

function OwnOrder({ order, status }: { order: Order; status: UnavailableStatus }) {
  const path = `/orders/${encodeURIComponent(order.id)}`;
  const { held, bought } = texts().ticket;
  return (
    <p>
      <Linked text={status === 'reserved' ? held : bought} href={path} />
    </p>
  );
}

/** Not the caller's, or not there. */
const NOT_OWN = [401, 403, 404];

/** The order that holds or bought the ticket if it is the caller's: only they may see it. */
function useOwnOrder({ orderId }: Ticket): Loaded<Order | null> {
  const userId = currentUser.value?.id;

  async function load(signal: AbortSignal): Promise<Order | null> {
    if (orderId === undefined || userId === undefined) {
      return null;
    }
    try {
      const order = await api.getOrder(orderId, signal);
      return order.status === 'cancelled' ? null : order;
    } catch (thrown) {
      if (thrown instanceof ApiError && NOT_OWN.includes(thrown.status)) {
        return null;
      }
      throw thrown;
    }
  }

  return useLoad(load, { key: `${orderId} ${userId}` });
}
