import { useState } from 'preact/hooks';
import { CardForm, type PayFormProps } from './PayForm';

interface Card {
  paymentMethod: string;
  label: string;
}

/** Cards of Stripe's test mode that the simulator knows (docs.stripe.com/testing): what most people try first. */
const USUAL: readonly [Card, ...Card[]] = [
  { paymentMethod: 'pm_card_visa', label: '4242 4242 4242 4242 \u2014 succeeds' },
  { paymentMethod: 'pm_card_threeDSecure2Required', label: '4000 0000 0000 3220 \u2014 the bank asks you first' },
  { paymentMethod: 'pm_card_chargeDeclined', label: '4000 0000 0000 0002 \u2014 is declined' },
];

const MORE: readonly Card[] = [
  {
    paymentMethod: 'pm_card_chargeDeclinedInsufficientFunds',
    label: '4000 0000 0000 9995 \u2014 has not enough money',
  },
  { paymentMethod: 'pm_card_chargeDeclinedLostCard', label: '4000 0000 0000 9987 \u2014 was lost' },
  { paymentMethod: 'pm_card_chargeDeclinedExpiredCard', label: '4000 0000 0000 0069 \u2014 has expired' },
  {
    paymentMethod: 'pm_card_chargeDeclinedIncorrectCvc',
    label: '4000 0000 0000 0127 \u2014 has another security code',
  },
  { paymentMethod: 'pm_card_chargeDeclinedProcessingError', label: '4000 0000 0000 0119 \u2014 cannot be processed' },
  {
    paymentMethod: 'pm_card_threeDSecureRequiredChargeDeclined',
    label: '4000 0084 0000 1629 \u2014 the bank asks you, then declines',
  },
  { paymentMethod: 'pm_card_pendingRefund', label: '4000 0000 0000 7726 \u2014 succeeds, and refunds take a while' },
  { paymentMethod: 'pm_card_refundFail', label: '4000 0000 0000 5126 \u2014 succeeds, and refunds fail' },
  { paymentMethod: 'pm_card_createDispute', label: '4000 0000 0000 0259 \u2014 succeeds, and is disputed' },
];

/** A choice of cards that cost nothing. */
export function TestCard(props: PayFormProps) {
  const [chosen, setChosen] = useState(USUAL[0].paymentMethod);

  function choice({ paymentMethod, label }: Card) {
    return (
      <label key={paymentMethod}>
        <input
          type="radio"
          name="card"
          value={paymentMethod}
          checked={paymentMethod === chosen}
          onChange={() => setChosen(paymentMethod)}
        />
        {label}
      </label>
    );
  }

  return (
    <CardForm {...props} card={() => Promise.resolve(chosen)}>
      <fieldset>
        <legend>Test card</legend>
        {USUAL.map(choice)}
        <details>
          <summary>More test cards</summary>
          {MORE.map(choice)}
        </details>
      </fieldset>
    </CardForm>
  );
}
