import { useState } from 'preact/hooks';
import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { Button } from '../components/Button';
import { ConfirmButton } from '../components/ConfirmButton';
import { Errors } from '../components/Errors';
import { Loading } from '../components/Loading';
import { Page } from '../components/Page';
import { Price } from '../components/Price';
import { Status } from '../components/Status';
import { formatPrice } from '../format';
import { here, navigate, withNext } from '../router';
import { currency } from '../state/serverConfig';
import { currentUser, session } from '../state/session';
import { newest, useLoad, type Loaded } from '../state/useLoad';
import { useSubmit } from '../state/useSubmit';

const CONFLICT = 409;

export function TicketPage({ id }: { id: string }) {
  const loaded = useLoad(() => api.getTicket(id), newest);
  return (
    <Page title={loaded.value?.title ?? 'Ticket'}>
      <Loading loaded={loaded}>
        {(ticket) => (
          <>
            <p class="facts"><Price amount={ticket.price} /><Status status={ticket.status} /></p>
            {ticket.userId === currentUser.value?.id
              ? <Own ticket={ticket} loaded={loaded} />
              : <Purchase ticket={ticket} loaded={loaded} />}
          </>
        )}
      </Loading>
    </Page>
  );
}

interface TicketProps {
  ticket: Ticket;
  loaded: Loaded<Ticket>;
}

function Own({ ticket, loaded }: TicketProps) {
  async function withdraw(): Promise<void> {
    await api.withdrawTicket(ticket.id);
    await loaded.reload();
  }

  if (ticket.status !== 'available') {
    return <p>{OWN_SENTENCES[ticket.status]}</p>;
  }
  return (
    <>
      <p>This ticket is yours. <a href={`/tickets/${encodeURIComponent(ticket.id)}/edit`}>Edit title and price</a></p>
      <ConfirmButton
        label="Take it off sale"
        question="Take this ticket off sale? This cannot be taken back."
        confirm="Yes, take it off sale"
        decline="No, keep it on sale"
        action={withdraw}
      />
    </>
  );
}

type UnavailableStatus = Exclude<Ticket['status'], 'available'>;

const OWN_SENTENCES: Record<UnavailableStatus, string> = {
  reserved: 'This ticket is yours. Somebody is buying it, so it cannot be changed right now.',
  sold: 'You sold this ticket.',
  withdrawn: 'You took this ticket off sale.',
};

const OTHERS_SENTENCES: Record<UnavailableStatus, string> = {
  reserved: 'Somebody is buying this ticket. If they do not pay in time, it goes back on sale.',
  sold: 'This ticket is sold.',
  withdrawn: 'The seller took this ticket off sale.',
};

function Purchase({ ticket, loaded }: TicketProps) {
  const [changedPrice, setChangedPrice] = useState<number | null>(null);
  const { busy, errors, run } = useSubmit();

  async function buy(): Promise<void> {
    setChangedPrice(null);
    const error = await run(async () => {
      const order = await api.createOrder(ticket.id, ticket.price);
      navigate(`/orders/${encodeURIComponent(order.id)}`);
    });
    if (error?.status === CONFLICT) {
      await showWhatChanged();
    }
  }

  async function showWhatChanged(): Promise<void> {
    const current = await loaded.reload();
    if (current && current.price !== ticket.price) {
      setChangedPrice(current.price);
    }
  }

  return (
    <>
      <Errors errors={errors} />
      <p role="status" class="notice">
        {changedPrice !== null && `The price is now ${formatPrice(changedPrice, currency.value)}.`}
      </p>
      {ticket.status === 'available'
        ? <BuyButton price={ticket.price} busy={busy} onBuy={() => void buy()} />
        : <p>{OTHERS_SENTENCES[ticket.status]}</p>}
      {ticket.status === 'reserved' && currentUser.value && (
        <p>If that is you, go on from <a href="/orders">your orders</a>.</p>
      )}
    </>
  );
}

function BuyButton({ price, busy, onBuy }: { price: number; busy: boolean; onBuy: () => void }) {
  if (session.value.state === 'loading') {
    return null;
  }
  if (currentUser.value === null) {
    return <p><a role="button" href={withNext('/signin', here.value.pathname)}>Sign in to buy</a></p>;
  }
  return <Button busy={busy} onClick={onBuy}>{`Buy for ${formatPrice(price, currency.value)}`}</Button>;
}
