import type { Payment } from '../api/types';
import { sentence } from '../format';
import type { Bank } from '../state/useBank';
import { Button } from './Button';
import { triesLeft } from './PayForm';

interface BankQuestionProps {
  bank: Bank;
  payment: Payment | null;
  timeUp: boolean;
}

/** That the bank asks about a payment, the way to its question, and a no. */
export function BankQuestion({ bank, payment, timeUp }: BankQuestionProps) {
  const { stage, refused, error, goOn } = bank;
  return (
    <>
      <div role="status">
        {stage === 'leaving' && (
          <p>
            Your bank wants you to confirm this payment. You are being taken to its page, and come back here afterwards.
          </p>
        )}
        {stage === 'checking' && <p>Your bank is checking the payment. This takes a few seconds.</p>}
        {stage === 'open' && <p>Your bank waits for you to confirm the payment. Nothing is charged before that.</p>}
        {stage === 'none' && refused && payment && (
          <p>Your bank refused the payment, and nothing was charged. {triesLeft(payment)}</p>
        )}
        {stage !== 'none' && error && <p>{`${sentence(error.message)} This page keeps asking.`}</p>}
      </div>
      {stage === 'open' && !timeUp && goOn && (
        <p>
          <Button onClick={goOn}>Go to your bank</Button>
        </p>
      )}
    </>
  );
}
