import * as api from '../api/client';
import type { Place } from '../api/types';
import { texts } from '../i18n';
import { useLoad } from '../state/useLoad';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors } from './Errors';
import { ItemRow } from './ItemList';

/** What one waits for; nothing where that is nothing. */
export function OwnPlaces() {
  const places = useLoad(api.listPlaces);
  const submit = useSubmit();
  const words = texts().waiting;

  async function leave({ ticketId }: Place): Promise<void> {
    await api.leaveLine(ticketId);
    places.update((own) => own.filter((place) => place.ticketId !== ticketId));
  }

  return (
    <>
      <Errors error={places.error ?? submit.error} />
      {places.value !== null && places.value.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{words.title}</h2>
          <ul class="items">
            {places.value.map((place) => (
              <ItemRow
                key={place.ticketId}
                id={place.ticketId}
                title={place.title}
                price={place.price}
                href={`/tickets/${encodeURIComponent(place.ticketId)}`}
                note={words.inLine(place.ahead)}
                actions={
                  <Button
                    kind="outline"
                    name={words.leaveOne(place.title)}
                    busy={submit.busy}
                    onClick={() => void submit.run(() => leave(place))}
                  >
                    {words.leave}
                  </Button>
                }
              />
            ))}
          </ul>
          <p class="note">{words.rule}</p>
        </section>
      )}
    </>
  );
}
