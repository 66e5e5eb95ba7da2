import { useEffect, useState } from 'preact/hooks';
import { serverNowMillis } from '../api/serverClock';
import { formatCountdown } from '../format';
import { texts } from '../i18n';
import { Icon } from './Icon';

const SECOND_MILLIS = 1000;

/** When this little is left, it is said what happens next. */
const HURRY_SECONDS = 120;

/** A screen reader hears the time at these moments only: each second would drown everything else. */
const ANNOUNCED: readonly { seconds: number; words: () => string }[] = [
  { seconds: 10, words: () => texts().order.lessThan.seconds(10) },
  ...[1, 2, 5, 10].map((minutes) => ({ seconds: minutes * 60, words: () => texts().order.lessThan.minutes(minutes) })),
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
  const words = texts().order;
  const hurry = remainingSeconds <= HURRY_SECONDS;
  return (
    <div class={hurry ? 'countdown hurry' : 'countdown'}>
      <p>
        <Icon name="clock" />
        {words.timeLeft}
        <strong role="timer">{formatCountdown(remainingSeconds)}</strong>
      </p>
      <p role="status" class="visually-hidden">
        {announcement(remainingSeconds)}
      </p>
      <p role="status" class="next">
        {hurry && words.hurry}
      </p>
    </div>
  );
}

/** The words of the last announced moment that has passed, which stay the same until the next one. */
function announcement(remainingSeconds: number): string {
  return ANNOUNCED.find(({ seconds }) => remainingSeconds < seconds)?.words() ?? '';
}
