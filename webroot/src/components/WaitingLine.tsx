import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { texts } from '../i18n';
import { here, withNext } from '../router';
import { currentUser, session } from '../state/session';
import { useLoad } from '../state/useLoad';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors } from './Errors';

/** The line for a ticket that somebody else holds: to get into it, to see how long it is, and the rule. */
export function WaitingLine({ ticket }: { ticket: Ticket }) {
  const words = texts().waiting;
  if (session.value.state === 'loading') {
    return null;
  }
  return (
    <div class="waiting-line">
      {currentUser.value === null ? (
        <p>
          <a role="button" class="outline" href={withNext('/signin', here.value.pathname)}>
            {words.signIn}
          </a>
        </p>
      ) : (
        <OwnPlace ticketId={ticket.id} />
      )}
      <p class="note">{words.rule}</p>
    </div>
  );
}

function OwnPlace({ ticketId }: { ticketId: string }) {
  const places = useLoad(api.listPlaces);
  const submit = useSubmit();
  const words = texts().waiting;
  const place = places.value?.find((own) => own.ticketId === ticketId);

  async function join(): Promise<void> {
    const taken = await api.joinLine(ticketId);
    places.set([...(places.value ?? []).filter((own) => own.ticketId !== ticketId), taken]);
  }

  async function leave(): Promise<void> {
    await api.leaveLine(ticketId);
    places.set((places.value ?? []).filter((own) => own.ticketId !== ticketId));
  }

  // That the places cannot be read is no reason not to ask for one: who has it gets the same again.
  if (places.value === null && places.loading) {
    return null;
  }
  return (
    <>
      <Errors error={submit.error} />
      <p role="status">{place ? words.inLine(place.ahead) : ''}</p>
      <Button kind="outline" busy={submit.busy} onClick={() => void submit.run(place ? leave : join)}>
        {place ? words.leave : words.join}
      </Button>
    </>
  );
}
