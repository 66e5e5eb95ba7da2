import { useRef, useState } from 'preact/hooks';
import { asApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { ConfirmButton } from './ConfirmButton';

const CONFLICT = 409;

interface WithdrawButtonProps {
  ticket: Ticket;
  /** Called with the ticket as it is afterwards, withdrawn or not. */
  onTicket: (ticket: Ticket) => void;
}

/** Withdraws one's own ticket while that can be done, after a question; says why when it could not be done any more. */
export function WithdrawButton({ ticket, onTicket }: WithdrawButtonProps) {
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
          label="Withdraw"
          name={`Withdraw ${ticket.title}`}
          question={`Withdraw \u201c${ticket.title}\u201d? Nobody can buy it any more, and this cannot be taken back.`}
          confirm="Yes, withdraw it"
          decline="No, keep it on sale"
          action={withdraw}
        />
      )}
      <div role="alert" class="errors" ref={place}>
        {refused && (
          <p>{`It was not withdrawn: ${
            ticket.status === 'sold'
              ? 'it has just been sold.'
              : 'somebody is buying it right now. If they do not pay in time, you can withdraw it then.'
          }`}</p>
        )}
      </div>
    </>
  );
}
