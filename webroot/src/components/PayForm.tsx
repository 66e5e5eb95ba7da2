import { useState } from 'preact/hooks';
import type { Order } from '../api/types';
import { formatPrice } from '../format';
import { pay } from '../state/pay';
import { currency, serverConfig } from '../state/serverConfig';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors } from './Errors';

/** The bank said no. */
const DECLINED = 402;

interface TestCard {
  token: string;
  label: string;
}

/** Cards of Stripe's test mode that the simulator knows (docs.stripe.com/testing). */
const TEST_CARDS: readonly [TestCard, ...TestCard[]] = [
  { token: 'tok_visa', label: '4242 4242 4242 4242 \u2014 succeeds' },
  { token: 'tok_chargeDeclined', label: '4000 0000 0000 0002 \u2014 is declined' },
];

interface PayFormProps {
  order: Order;
  /** Called when the payment has gone out; the order follows by itself. */
  onSent: () => void;
  /** Called when the server refused, so that the page can look at the order again. */
  onRefused: () => void;
}

export function PayForm(props: PayFormProps) {
  const config = serverConfig.value;
  if (config === null) {
    return <p role="status">Loading the ways to pay...</p>;
  }
  return config.simulator ? <TestCardForm {...props} /> : <NoCardEntry />;
}

function NoCardEntry() {
  return (
    <p>
      Paying by card needs a payment form that this build does not have yet. Programs can pay for the order
      through <code>POST /api/payments</code>, which takes the id of a Stripe payment method as its token.
    </p>
  );
}

function TestCardForm({ order, onSent, onRefused }: PayFormProps) {
  const [token, setToken] = useState(TEST_CARDS[0].token);
  const { busy, error, run } = useSubmit();

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const refused = await run(async () => {
      await pay(order.id, token);
      onSent();
    });
    if (refused) {
      onRefused();
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Errors error={error} />
      {error?.status === DECLINED && <p>Nothing was charged. Choose another card and pay again.</p>}
      <fieldset>
        <legend>Test card</legend>
        {TEST_CARDS.map((card) => (
          <label key={card.token}>
            <input
              type="radio"
              name="card"
              value={card.token}
              checked={card.token === token}
              onChange={() => setToken(card.token)}
            />
            {card.label}
          </label>
        ))}
      </fieldset>
      <Button submit busy={busy}>
        {busy ? 'Paying...' : `Pay ${formatPrice(order.ticket.price, currency.value)}`}
      </Button>
    </form>
  );
}
