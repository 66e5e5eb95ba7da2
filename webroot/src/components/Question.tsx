import { useEffect, useRef } from 'preact/hooks';
import { Button } from './Button';

interface QuestionProps {
  question: string;
  yes: string;
  no: string;
  busy: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** A question in the place of the button that led to it. It takes the focus itself: a second Enter answers nothing. */
export function Question({ question, yes, no, busy, onYes, onNo }: QuestionProps) {
  const group = useRef<HTMLFieldSetElement>(null);

  useEffect(() => group.current?.focus({ preventScroll: true }), [question]);

  return (
    <fieldset class="question" ref={group} tabIndex={-1}>
      <legend>{question}</legend>
      <div class="buttons">
        <Button busy={busy} onClick={onYes}>
          {yes}
        </Button>
        <Button kind="outline" onClick={onNo}>
          {no}
        </Button>
      </div>
    </fieldset>
  );
}

/** Gives the focus back to the button in the returned element when the question that took its place is over. */
export function useFocusAfterQuestion(asking: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const asked = useRef(false);

  useEffect(() => {
    if (asked.current && !asking) {
      place.current?.querySelector('button')?.focus();
    }
    asked.current = asking;
  }, [asking]);

  return place;
}
