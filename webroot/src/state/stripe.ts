import { ApiError, NO_ANSWER } from '../api/ApiError';
import type { ServerConfig } from '../api/types';
import { language, texts } from '../i18n';
import { isDark } from './theme';

/**
 * Stripe.js, which takes the card so that its number never comes near this page or our servers. Stripe wants it loaded
 * from its own address and not packed (docs.stripe.com/js/including); the name in it is that of the API version that
 * the server speaks. Only what is used here is declared.
 */
const SCRIPT = 'https://js.stripe.com/clover/stripe.js';
const BAD_REQUEST = 400;

interface Failure {
  message?: string;
}

interface StripeElement {
  mount: (place: HTMLElement) => void;
  destroy: () => void;
  on: (event: 'ready' | 'loaderror', listener: (event: { error?: Failure }) => void) => void;
}

interface StripeElements {
  create: (type: 'payment', options: object) => StripeElement;
  submit: () => Promise<{ error?: Failure }>;
}

interface StripeJs {
  elements: (options: object) => StripeElements;
  createPaymentMethod: (options: { elements: StripeElements }) => Promise<{
    error?: Failure;
    paymentMethod?: { id: string };
  }>;
  handleNextAction: (options: { clientSecret: string }) => Promise<{ error?: Failure }>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => StripeJs;
  }
}

/** Stripe's fields for a card, in a frame of Stripe's own. */
export interface CardFields {
  /** The id of a payment method made of what was typed; fails when that is no card. */
  paymentMethod: () => Promise<string>;
  remove: () => void;
}

let loading: Promise<void> | null = null;

/** Puts the fields into a place of the page, and resolves when they can be typed into. */
export async function showCardFields(
  place: HTMLElement,
  { publishableKey, currency }: ServerConfig,
  amountMinorUnits: number,
): Promise<CardFields> {
  const stripe = await stripeJs(publishableKey);
  const elements = stripe.elements({
    mode: 'payment',
    amount: amountMinorUnits,
    currency,
    paymentMethodTypes: ['card'],
    paymentMethodCreation: 'manual',
    locale: language.value,
    appearance: { theme: isDark() ? 'night' : 'stripe' },
  });
  const element = elements.create('payment', { layout: 'tabs' });
  await new Promise<void>((resolve, reject) => {
    element.on('ready', () => resolve());
    element.on('loaderror', ({ error }) => reject(refusal(error, NO_ANSWER)));
    element.mount(place);
  });
  return { paymentMethod: () => paymentMethod(stripe, elements), remove: () => element.destroy() };
}

/** Lets the bank ask its customer in a frame over this page. What it answered, the server knows. */
export async function answerInPage(publishableKey: string, clientSecret: string): Promise<void> {
  const stripe = await stripeJs(publishableKey);
  // An error says that the customer did not pass or gave up; what follows from that is the server's to say.
  await stripe.handleNextAction({ clientSecret });
}

async function paymentMethod(stripe: StripeJs, elements: StripeElements): Promise<string> {
  const { error } = await elements.submit();
  if (error) {
    throw refusal(error, BAD_REQUEST);
  }
  const made = await stripe.createPaymentMethod({ elements });
  if (!made.paymentMethod) {
    throw refusal(made.error, BAD_REQUEST);
  }
  return made.paymentMethod.id;
}

function refusal(error: Failure | undefined, status: number): ApiError {
  return new ApiError(status, [{ message: error?.message ?? texts().pay.stripeRefused }]);
}

async function stripeJs(publishableKey: string): Promise<StripeJs> {
  if (!window.Stripe) {
    loading ??= loadScript().finally(() => {
      loading = null;
    });
    await loading;
  }
  if (!window.Stripe) {
    throw notLoaded();
  }
  return window.Stripe(publishableKey);
}

function loadScript(): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SCRIPT;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(notLoaded());
    });
    document.head.append(script);
  });
}

function notLoaded(): ApiError {
  return new ApiError(NO_ANSWER, [{ message: texts().pay.stripeMissing }]);
}
