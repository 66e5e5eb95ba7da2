import { useRef, useState } from 'preact/hooks';
import { asApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { texts } from '../i18n';
import { ConfirmButton } from './ConfirmButton';

const CONFLICT = 409;

interface WithdrawButtonProps {
  ticket: Ticket;
  /** Called with the ticket as it is afterwards, withdrawn or not. */
  onTicket: (ticket: Ticket) => void;
}

/** Withdraws one's own ticket while that can be done, after a question; says why when it could not be done any more. */
export function WithdrawButton({ ticket, onTicket }: WithdrawButtonProps) {
  const words = texts().sales;
  const [refused, setRefused] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  /** The button goes away; in a list the keyboard goes on from the ticket's entry. */
  function over(now: Ticket): void {
    place.current?.closest('li')?.querySelector('a')?.focus();
    onTicket(now);
  }

  async function withdraw(): Promise<void> {
    setRefused(false);
    try {
      await api.withdrawTicket(ticket.id);
      over({ ...ticket, status: 'withdrawn', version: ticket.version + 1 });
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.status !== CONFLICT) {
        throw error;
      }
      over(await api.getTicket(ticket.id));
      setRefused(true);
    }
  }

  return (
    <>
      {ticket.status === 'available' && (
        <ConfirmButton
          label={words.withdraw}
          name={words.withdrawOne(ticket.title)}
          question={words.withdrawQuestion(ticket.title)}
          confirm={words.withdrawYes}
          decline={words.withdrawNo}
          action={withdraw}
        />
      )}
      <div role="alert" class="errors" ref={place}>
        {refused && <p>{ticket.status === 'sold' ? words.notWithdrawnSold : words.notWithdrawnHeld}</p>}
      </div>
    </>
  );
}
