/** How values look to people. */

const SECONDS_PER_MINUTE = 60;
const MINOR_UNITS = 100;

/** An amount of the API in the server's currency; a plain number while the currency is not known yet. */
export function formatPrice(amount: number, currency: string | null, locale?: string): string {
  const style: Intl.NumberFormatOptions = currency === null
    ? { minimumFractionDigits: 2 }
    : { style: 'currency', currency: currency.toUpperCase() };
  return new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: 2 }).format(amount);
}

/** What a person typed as the JSON number it stands for, with a point or a comma; null when it is not a price. */
export function parsePrice(typed: string): number | null {
  const price = typed.trim().replace(',', '.');
  return /^\d+(\.\d{1,2})?$/.test(price) ? Number(price) : null;
}

/** A price as a person would type it into a field. */
export function editablePrice(price: number): string {
  return price.toFixed(2);
}

/** The sum, exact to the cent: the only arithmetic on amounts there is, and it is done on whole minor units. */
export function totalOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * MINOR_UNITS), 0) / MINOR_UNITS;
}

/** Minutes and seconds, such as 14:59. */
export function formatCountdown(remainingSeconds: number): string {
  const rest = String(remainingSeconds % SECONDS_PER_MINUTE).padStart(2, '0');
  return `${Math.floor(remainingSeconds / SECONDS_PER_MINUTE)}:${rest}`;
}

export function formatMoment(isoTime: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(isoTime));
}

/** The time of day of a moment that is near. */
export function formatTime(isoTime: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(isoTime));
}

/** The server's words for programs, "price is required" for example, as a sentence for people. */
export function sentence(message: string): string {
  const capitalised = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(capitalised) ? capitalised : `${capitalised}.`;
}

/** An amount in the currency's smallest unit, which is what Stripe counts in. */
export function minorUnits(amount: number, decimals = 2): number {
  return Math.round(amount * 10 ** decimals);
}
