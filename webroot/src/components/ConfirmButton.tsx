import { useState } from 'preact/hooks';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors } from './Errors';
import { Question, useFocusAfterQuestion } from './Question';

interface ConfirmButtonProps {
  label: string;
  /** What the button is called where several on the page have the same label. */
  name?: string;
  question: string;
  confirm: string;
  decline: string;
  action: () => Promise<void>;
}

/** A button for what cannot be taken back: it asks first, in its own place. */
export function ConfirmButton({ label, name = label, question, confirm, decline, action }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const submit = useSubmit();
  const place = useFocusAfterQuestion(asking);

  async function confirmed(): Promise<void> {
    const error = await submit.run(action);
    if (error) {
      setAsking(false);
    }
  }

  return (
    <div class="confirm" ref={place}>
      <Errors error={submit.error} />
      {asking ? (
        <Question
          question={question}
          yes={confirm}
          no={decline}
          busy={submit.busy}
          onYes={() => void confirmed()}
          onNo={() => setAsking(false)}
        />
      ) : (
        <Button kind="outline" name={name} onClick={() => setAsking(true)}>
          {label}
        </Button>
      )}
    </div>
  );
}
