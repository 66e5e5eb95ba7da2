import { locale, texts } from './i18n';

/** How values look to people. */

const SECONDS_PER_MINUTE = 60;
/** In thousandths every amount is whole, whatever the currency. */
const THOUSANDTHS = 1000;

/** Making one takes a thousand times as long as using it, and lists have many prices. */
const numberFormats = new Map<string, Intl.NumberFormat>();

/** An amount of the API with its currency's own decimals; a plain number while the currency is not known yet. */
export function formatPrice(amount: number, currency: string | null, inLocale = locale.value): string {
  const key = `${inLocale} ${currency ?? ''}`;
  const format = numberFormats.get(key) ?? priceFormat(currency, inLocale);
  numberFormats.set(key, format);
  return format.format(amount);
}

function priceFormat(currency: string | null, inLocale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(
    inLocale,
    currency === null
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { style: 'currency', currency: currency.toUpperCase() },
  );
}

/** What a person typed as the JSON number it stands for, with a point or a comma; null when it is not a price. */
export function parsePrice(typed: string, places = 2): number | null {
  const [whole = '', fraction, ...rest] = typed.trim().replace(',', '.').split('.');
  const digits = /^\d+$/;
  const fits = fraction === undefined || (digits.test(fraction) && fraction.length <= places);
  return rest.length === 0 && digits.test(whole) && fits ? Number(`${whole}.${fraction ?? 0}`) : null;
}

/** A price as a person would type it into a field. */
export function editablePrice(price: number, places = 2): string {
  return price.toFixed(places);
}

/** The sum, exact to the cent: the only arithmetic on amounts there is, and it is done on whole numbers. */
export function totalOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * THOUSANDTHS), 0) / THOUSANDTHS;
}

/** Minutes and seconds, such as 14:59. */
export function formatCountdown(remainingSeconds: number): string {
  const rest = String(remainingSeconds % SECONDS_PER_MINUTE).padStart(2, '0');
  return `${Math.floor(remainingSeconds / SECONDS_PER_MINUTE)}:${rest}`;
}

export function formatMoment(isoTime: string, inLocale = locale.value): string {
  return new Intl.DateTimeFormat(inLocale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(isoTime));
}

/** The time of day of a moment that is near. */
export function formatTime(isoTime: string, inLocale = locale.value): string {
  return new Intl.DateTimeFormat(inLocale, { timeStyle: 'short' }).format(new Date(isoTime));
}

/** Words for programs, "price is required" for example, as a sentence for people. */
export function sentence(message: string): string {
  const capitalised = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(capitalised) ? capitalised : `${capitalised}.`;
}

/** What an error says, in the visitor's language as far as it is known there. */
export function said(message: string): string {
  return sentence(texts().errors.server(message));
}

/** An amount in the currency's smallest unit, which is what Stripe counts in. */
export function minorUnits(amount: number, decimals: number): number {
  return Math.round(amount * 10 ** decimals);
}
