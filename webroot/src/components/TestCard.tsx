import { useState } from 'preact/hooks';
import { texts } from '../i18n';
import type { Texts } from '../i18n/en';
import { CardForm, type PayFormProps } from './PayForm';

interface Card {
  paymentMethod: string;
  number: string;
  /** What comes of it. */
  outcome: keyof Texts['pay']['cards'];
}

/** Cards of Stripe's test mode that the simulator knows (docs.stripe.com/testing): what most people try first. */
const USUAL: readonly [Card, ...Card[]] = [
  { paymentMethod: 'pm_card_visa', number: '4242 4242 4242 4242', outcome: 'succeeds' },
  { paymentMethod: 'pm_card_threeDSecure2Required', number: '4000 0000 0000 3220', outcome: 'asks' },
  { paymentMethod: 'pm_card_chargeDeclined', number: '4000 0000 0000 0002', outcome: 'declined' },
];

const MORE: readonly Card[] = [
  { paymentMethod: 'pm_card_chargeDeclinedInsufficientFunds', number: '4000 0000 0000 9995', outcome: 'noMoney' },
  { paymentMethod: 'pm_card_chargeDeclinedLostCard', number: '4000 0000 0000 9987', outcome: 'lost' },
  { paymentMethod: 'pm_card_chargeDeclinedExpiredCard', number: '4000 0000 0000 0069', outcome: 'expired' },
  { paymentMethod: 'pm_card_chargeDeclinedIncorrectCvc', number: '4000 0000 0000 0127', outcome: 'wrongCode' },
  { paymentMethod: 'pm_card_chargeDeclinedProcessingError', number: '4000 0000 0000 0119', outcome: 'notProcessed' },
  {
    paymentMethod: 'pm_card_threeDSecureRequiredChargeDeclined',
    number: '4000 0084 0000 1629',
    outcome: 'asksAndDeclines',
  },
  { paymentMethod: 'pm_card_pendingRefund', number: '4000 0000 0000 7726', outcome: 'slowRefund' },
  { paymentMethod: 'pm_card_refundFail', number: '4000 0000 0000 5126', outcome: 'noRefund' },
  { paymentMethod: 'pm_card_createDispute', number: '4000 0000 0000 0259', outcome: 'disputed' },
];

/** A choice of cards that cost nothing. */
export function TestCard(props: PayFormProps) {
  const words = texts().pay;
  const [chosen, setChosen] = useState(USUAL[0].paymentMethod);

  function choice({ paymentMethod, number, outcome }: Card) {
    return (
      <label key={paymentMethod} class="choice">
        <input
          type="radio"
          name="card"
          value={paymentMethod}
          checked={paymentMethod === chosen}
          onChange={() => setChosen(paymentMethod)}
        />
        <span>{`${number} \u2014 ${words.cards[outcome]}`}</span>
      </label>
    );
  }

  return (
    <CardForm {...props} card={() => Promise.resolve(chosen)}>
      <fieldset class="choices">
        <legend>{words.testCard}</legend>
        {USUAL.map(choice)}
        <details>
          <summary>{words.moreTestCards}</summary>
          {MORE.map(choice)}
        </details>
      </fieldset>
    </CardForm>
  );
}
