import { useEffect, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Payment } from '../api/types';
import { here, navigate } from '../router';
import { startPolling } from './polling';
import { serverConfig } from './serverConfig';
import { answerInPage } from './stripe';
import type { LiveOrder } from './useLiveOrder';

const CHECK_INTERVAL_MILLIS = 1000;
/** Banks answer within seconds of their customer; after this it is the customer who has not answered. */
const CHECKS = 15;
const WAIT_INTERVAL_MILLIS = 5000;
/** A quarter of an hour, which is the usual window to pay. */
const WAITS = 180;

export interface Bank {
  /**
   * Where its question about the payment is: none asked, the buyer on the way to it, the buyer back and the answer
   * not here yet, or the buyer still to answer.
   */
  stage: 'none' | 'leaving' | 'checking' | 'open';
  /** True when its last answer was no. */
  refused: boolean;
  /** Why nothing can be learnt of it right now. */
  error: ApiError | null;
  /** Takes note of a payment, and takes the buyer to the question that it has met if it has. */
  meet: (payment: Payment) => void;
  /** Forgets the last answer, because another payment has been tried since. */
  forget: () => void;
  /** Takes the buyer there again, where it is known how. */
  goOn: (() => void) | null;
}

/**
 * The bank's question to its customer about a payment (3-D Secure), from being asked until the answer is known.
 * `returned` says that the bank has just sent the buyer back.
 */
export function useBank({ payment: { value: payment, loading }, setPayment }: LiveOrder, returned: boolean): Bank {
  const [checking, setChecking] = useState(returned);
  const [leaving, setLeaving] = useState(false);
  const [heardNo, setHeardNo] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const asked = payment?.status === 'requires_action';
  // A simulator knows nothing of Stripe.js.
  const key = serverConfig.value?.simulator === false && serverConfig.value.publishableKey;

  async function look(): Promise<boolean> {
    if (!payment) {
      return true;
    }
    try {
      const now = await api.refreshPayment(payment.id);
      setError(null);
      learn(now.status === 'requires_action' ? { ...payment, ...now } : now);
      return now.status !== 'requires_action';
    } catch (thrown) {
      setError(asApiError(thrown));
      throw thrown;
    }
  }

  function learn(now: Payment): void {
    setHeardNo(now.status === 'created' || now.status === 'failed');
    setPayment(now);
  }

  async function askInPage(publishableKey: string, clientSecret: string): Promise<void> {
    setLeaving(true);
    try {
      await answerInPage(publishableKey, clientSecret);
      setChecking(true);
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setLeaving(false);
    }
  }

  function go({ redirectUrl, clientSecret }: Payment): void {
    if (redirectUrl !== undefined && isWebAddress(redirectUrl)) {
      setLeaving(true);
      location.assign(redirectUrl);
    } else if (clientSecret !== undefined && key) {
      void askInPage(key, clientSecret);
    }
  }

  function forget(): void {
    setHeardNo(false);
    setChecking(false);
    setError(null);
  }

  function meet(now: Payment): void {
    forget();
    setPayment(now);
    if (now.status === 'requires_action') {
      go(now);
    }
  }

  const looking = asked && !leaving;
  useEffect(
    () =>
      looking
        ? startPolling({
            poll: look,
            firstMillis: 0,
            intervalMillis: checking ? CHECK_INTERVAL_MILLIS : WAIT_INTERVAL_MILLIS,
            maxPolls: checking ? CHECKS : WAITS,
            onGivenUp: () => setChecking(false),
          })
        : undefined,
    [looking, checking, payment?.id],
  );

  // Back from the bank's page: the browser may show this one as it was left.
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => setLeaving((was) => was && !persisted);
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, []);

  const stage = leaving
    ? 'leaving'
    : checking && (asked || (loading && payment === null))
      ? 'checking'
      : asked
        ? 'open'
        : 'none';
  // A webhook may have brought the no before the buyer was back.
  const refused = heardNo || (checking && payment?.status === 'created' && (payment.declines ?? 0) > 0);
  const canGo = payment?.redirectUrl !== undefined || (payment?.clientSecret !== undefined && key);
  return { stage, refused, error, meet, forget, goOn: asked && canGo ? () => go(payment) : null };
}

/** Whether the bank has just sent the buyer back here. What it wrote into the address is taken out of it. */
export function useReturned(): boolean {
  const [returned] = useState(() => new URLSearchParams(here.value.search).get('payment') === 'returned');
  useEffect(() => {
    if (returned) {
      navigate(here.value.pathname, { replace: true });
    }
  }, [returned]);
  return returned;
}

/** An address that runs a script is one too. */
function isWebAddress(address: string): boolean {
  return URL.canParse(address, location.origin) && /^https?:$/.test(new URL(address, location.origin).protocol);
}
