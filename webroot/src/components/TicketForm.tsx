import { useState } from 'preact/hooks';
import { ApiError } from '../api/ApiError';
import type { TicketDraft } from '../api/types';
import { editablePrice, parsePrice } from '../format';
import { texts } from '../i18n';
import { herePath } from '../router';
import { currency, pricePlaces } from '../state/serverConfig';
import { currentUser } from '../state/session';
import { keepUnsent, takeUnsent, type TypedTicket } from '../state/unsent';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors, useFocusOnError } from './Errors';
import { Field } from './Field';

const FIELDS = ['title', 'price'];
const BAD_REQUEST = 400;
const UNAUTHENTICATED = 401;

interface TicketFormProps {
  initial?: TicketDraft;
  submitLabel: string;
  onSubmit: (draft: TicketDraft) => Promise<void>;
}

/** Title and price of a ticket. The server judges them; here only what cannot be sent as a number is refused. */
export function TicketForm({ initial, submitLabel, onSubmit }: TicketFormProps) {
  const [origin] = useState(() => ({ path: herePath(), userId: currentUser.value?.id }));
  const [typed, setTyped] = useState(() => takeUnsent(origin.path, origin.userId) ?? asTyped(initial));
  const { busy, error, run } = useSubmit();
  const form = useFocusOnError(error);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const refused = await run(async () => onSubmit({ title: typed.title, price: priceOrRefusal(typed.price) }));
    if (refused?.status === UNAUTHENTICATED) {
      keepUnsent({ ...origin, ...typed });
    }
  }

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <Errors error={error} fields={FIELDS} />
      <Field
        name="title"
        label={texts().sell.name}
        hint={texts().sell.nameHint}
        value={typed.title}
        onValue={(title) => setTyped({ ...typed, title })}
        error={error}
        autocomplete="off"
      />
      <Field
        name="price"
        label={texts().sell.price(currency.value)}
        value={typed.price}
        onValue={(price) => setTyped({ ...typed, price })}
        error={error}
        inputMode={pricePlaces.value === 0 ? 'numeric' : 'decimal'}
        autocomplete="off"
      />
      <Button submit busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}

function asTyped(initial: TicketDraft | undefined): TypedTicket {
  return initial
    ? { title: initial.title, price: editablePrice(initial.price, pricePlaces.value) }
    : { title: '', price: '' };
}

function priceOrRefusal(typed: string): number {
  const price = parsePrice(typed, pricePlaces.value);
  if (price === null) {
    const message = pricePlaces.value === 0 ? texts().sell.noWholePrice : texts().sell.noPrice;
    throw new ApiError(BAD_REQUEST, [{ message, field: 'price' }]);
  }
  return price;
}
