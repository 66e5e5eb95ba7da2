import type { ComponentChildren } from 'preact';
import type { Order, Payment } from '../api/types';
import { formatPrice } from '../format';
import { texts } from '../i18n';
import { pay } from '../state/pay';
import { currency, serverConfig } from '../state/serverConfig';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors } from './Errors';
import { StripeCard } from './StripeCard';
import { TestCard } from './TestCard';

/** The bank said no. */
const DECLINED = 402;

export interface PayFormProps {
  order: Order;
  /** What has been tried so far. */
  payment: Payment | null;
  /** Called with the payment that has gone out, or that the bank wants to ask about first. */
  onPayment: (payment: Payment) => void;
  /** Called when the server refused, so that the page can look at the order again. */
  onRefused: () => void;
}

export function PayForm(props: PayFormProps) {
  const config = serverConfig.value;
  if (config === null) {
    return <p role="status">{texts().pay.loading}</p>;
  }
  if (config.simulator) {
    return <TestCard {...props} />;
  }
  return config.publishableKey === '' ? <NoCardEntry /> : <StripeCard config={config} {...props} />;
}

function NoCardEntry() {
  const [before, after] = texts().pay.noCards;
  return (
    <p>
      {before}
      <code>STRIPE_PUBLISHABLE_KEY</code>
      {after}
    </p>
  );
}

interface CardFormProps extends PayFormProps {
  /** The payment method of the card that was chosen or typed. */
  card: () => Promise<string>;
  /** False while the card cannot be chosen or typed yet. */
  ready?: boolean;
  children: ComponentChildren;
}

/** A way to name a card, and the button that pays with it. */
export function CardForm({ order, payment, onPayment, onRefused, card, ready = true, children }: CardFormProps) {
  const { busy, error, run } = useSubmit();

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const refused = await run(async () => onPayment(await pay(order.id, await card())));
    if (refused) {
      onRefused();
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Errors error={error} />
      {error?.status === DECLINED && <p>{texts().order.notCharged}</p>}
      {!error && !busy && <Tried payment={payment} />}
      {children}
      {ready ? (
        <Button submit busy={busy}>
          {busy ? texts().pay.paying : texts().pay.pay(formatPrice(order.ticket.price, currency.value))}
        </Button>
      ) : (
        <p role="status">{texts().pay.loadingForm}</p>
      )}
    </form>
  );
}

/** For who comes back to the page: what has been tried, and how often one can try again. */
function Tried({ payment }: { payment: Payment | null }) {
  if (!payment?.declines || payment.status !== 'created') {
    return null;
  }
  return <p>{`${texts().pay.declines(payment.declines)} ${texts().order.notCharged} ${triesLeft(payment)}`}</p>;
}

/** How often one can still try, as a sentence; '' where the server does not say. */
export function triesLeft({ triesLeft: left }: Payment): string {
  return left === undefined ? '' : texts().pay.triesLeft(left);
}
