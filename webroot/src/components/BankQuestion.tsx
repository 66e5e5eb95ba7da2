import type { Payment } from '../api/types';
import { said } from '../format';
import { texts } from '../i18n';
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
  const words = texts().bank;
  return (
    <>
      <div role="status" class="bank">
        {stage !== 'none' && <p>{words[stage]}</p>}
        {stage === 'none' && refused && payment && <p>{`${words.refused} ${triesLeft(payment)}`}</p>}
        {stage !== 'none' && error && <p>{`${said(error.message)} ${texts().app.pageKeepsAsking}`}</p>}
      </div>
      {stage === 'open' && !timeUp && goOn && (
        <p>
          <Button onClick={goOn}>{words.go}</Button>
        </p>
      )}
    </>
  );
}
