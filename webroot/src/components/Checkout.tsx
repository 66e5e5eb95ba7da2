import * as api from '../api/client';
import type { Order } from '../api/types';
import { texts } from '../i18n';
import { useBank } from '../state/useBank';
import type { LiveOrder } from '../state/useLiveOrder';
import { BankQuestion } from './BankQuestion';
import { ConfirmButton } from './ConfirmButton';
import { Countdown, useRemainingSeconds } from './Countdown';
import { PayForm } from './PayForm';

interface CheckoutProps {
  order: Order;
  live: LiveOrder;
  /** Whether the bank has just sent the buyer back here. */
  returned: boolean;
}

/** Time, payment and the way out of an order that can still become either complete or cancelled. */
export function Checkout({ order, live, returned }: CheckoutProps) {
  const bank = useBank(live, returned);
  const remainingSeconds = useRemainingSeconds(order.expiresAt);
  const timeUp = remainingSeconds === 0;
  const payment = live.payment.value;
  const words = texts().order;

  async function cancel(): Promise<void> {
    try {
      await api.cancelOrder(order.id);
    } finally {
      await live.loaded.reload();
    }
  }

  function lookAgain(): void {
    bank.forget();
    void live.loaded.reload();
    void live.payment.reload();
  }

  if (live.paymentSent) {
    return null;
  }
  return (
    <section class="panel" aria-labelledby="pay-heading">
      <h2 id="pay-heading">{texts().pay.heading}</h2>
      {!timeUp && <Countdown remainingSeconds={remainingSeconds} />}
      <div role="status">
        {timeUp && (
          <>
            <p>{words.timeUp}</p>
            <p>{words.timeUpNext}</p>
          </>
        )}
      </div>
      <BankQuestion bank={bank} payment={payment} timeUp={timeUp} />
      {/* Hidden, not removed: a payment that is under way still has something to say. */}
      <div hidden={timeUp || bank.stage === 'leaving' || bank.stage === 'checking'}>
        {bank.stage === 'open' && <h3>{words.otherCard}</h3>}
        <PayForm order={order} payment={bank.refused ? null : payment} onPayment={bank.meet} onRefused={lookAgain} />
      </div>
      <div hidden={timeUp}>
        <ConfirmButton
          label={words.cancel}
          question={words.cancelQuestion}
          confirm={words.cancelYes}
          decline={words.cancelNo}
          action={cancel}
        />
      </div>
    </section>
  );
}
