import { useEffect, useState } from 'preact/hooks';
import { serverNowMillis } from '../api/serverClock';
import { formatCountdown } from '../format';

const SECOND_MILLIS = 1000;

/** A screen reader hears the time at these moments only: each second would drown everything else. */
const ANNOUNCED: readonly { seconds: number; words: string }[] = [
  { seconds: 10, words: 'Less than 10 seconds left to pay.' },
  { seconds: 60, words: 'Less than a minute left to pay.' },
  { seconds: 300, words: 'Less than 5 minutes left to pay.' },
  { seconds: 600, words: 'Less than 10 minutes left to pay.' },
];

/**
 * Seconds from the server's now to a moment, kept current. One that has begun counts in full, so that zero means
 * that the moment is over.
 */
export function useRemainingSeconds(isoTime: string): number {
  const left = () => Math.max(0, Math.ceil((Date.parse(isoTime) - serverNowMillis()) / SECOND_MILLIS));
  const [remaining, setRemaining] = useState(left);

  useEffect(() => {
    setRemaining(left());
    // Four looks a second: the shown second changes in time although timers drift and the estimate gets better.
    const timer = setInterval(() => setRemaining(left()), SECOND_MILLIS / 4);
    return () => clearInterval(timer);
  }, [isoTime]);

  return remaining;
}

export function Countdown({ remainingSeconds }: { remainingSeconds: number }) {
  return (
    <>
      <p class="countdown">
        Time left to pay: <strong role="timer">{formatCountdown(remainingSeconds)}</strong>
      </p>
      <p role="status" class="visually-hidden">
        {announcement(remainingSeconds)}
      </p>
    </>
  );
}

/** The words of the last announced moment that has passed, which stay the same until the next one. */
function announcement(remainingSeconds: number): string {
  return ANNOUNCED.find(({ seconds }) => remainingSeconds < seconds)?.words ?? '';
}
