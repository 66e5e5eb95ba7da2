import { useEffect, useRef, useState } from 'preact/hooks';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { Errors } from './Errors';

interface ConfirmButtonProps {
  label: string;
  question: string;
  confirm: string;
  decline: string;
  action: () => Promise<void>;
}

/** A button for what cannot be taken back: it asks first, in its own place. */
export function ConfirmButton({ label, question, confirm, decline, action }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const submit = useSubmit();
  const group = useRef<HTMLDivElement>(null);
  const touched = useRef(false);

  useEffect(() => {
    if (touched.current) {
      group.current?.querySelector('button')?.focus();
    }
  }, [asking]);

  function ask(next: boolean): void {
    touched.current = true;
    setAsking(next);
  }

  async function confirmed(): Promise<void> {
    const error = await submit.run(action);
    if (error) {
      ask(false);
    }
  }

  return (
    <div class="confirm" ref={group}>
      <Errors errors={submit.errors} />
      {asking ? (
        <>
          <p>{question}</p>
          <div class="buttons">
            <Button busy={submit.busy} onClick={() => void confirmed()}>{confirm}</Button>
            <Button kind="outline" onClick={() => ask(false)}>{decline}</Button>
          </div>
        </>
      ) : (
        <Button kind="outline" onClick={() => ask(true)}>{label}</Button>
      )}
    </div>
  );
}
