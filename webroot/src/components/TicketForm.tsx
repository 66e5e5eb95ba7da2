import { useState } from 'preact/hooks';
import { ApiError } from '../api/ApiError';
import type { TicketDraft } from '../api/types';
import { editablePrice, parsePrice } from '../format';
import { currency } from '../state/serverConfig';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors, useFocusOnError } from './Errors';
import { Field } from './Field';

const FIELDS = ['title', 'price'];
const BAD_REQUEST = 400;

interface TicketFormProps {
  initial?: TicketDraft;
  submitLabel: string;
  onSubmit: (draft: TicketDraft) => Promise<void>;
}

/** Title and price of a ticket. The server judges them; here only what cannot be sent as a number is refused. */
export function TicketForm({ initial, submitLabel, onSubmit }: TicketFormProps) {
  const [title, setTitle] = useState(initial?.title ?? '');
  const [price, setPrice] = useState(initial ? editablePrice(initial.price) : '');
  const { busy, errors, run } = useSubmit();
  const form = useFocusOnError(errors);

  function submit(event: Event): void {
    event.preventDefault();
    void run(async () => onSubmit({ title, price: priceOrRefusal(price) }));
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Errors errors={errors} fields={FIELDS} />
      <Field name="title" label="Title" value={title} onValue={setTitle} errors={errors} autocomplete="off" />
      <Field
        name="price"
        label={currency.value ? `Price (${currency.value.toUpperCase()})` : 'Price'}
        value={price}
        onValue={setPrice}
        errors={errors}
        inputMode="decimal"
        autocomplete="off"
      />
      <Button submit busy={busy}>{submitLabel}</Button>
    </form>
  );
}

function priceOrRefusal(typed: string): number {
  const price = parsePrice(typed);
  if (price === null) {
    const message = 'Write the price as a number with at most two decimals, such as 25 or 25.50.';
    throw new ApiError(BAD_REQUEST, [{ message, field: 'price' }]);
  }
  return price;
}
