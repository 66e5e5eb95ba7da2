import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { formatMoment, formatPrice } from '../format';
import { chooseLanguage, language, startLanguage, texts } from '.';
import { de } from './de';
import { en } from './en';
import { pluralIn } from './plural';
import { inGerman } from './server.de';

test('the language is the one chosen, which is remembered, and the document says so', async () => {
  await chooseLanguage('de');
  expect(texts().nav.sell).toBe('Verkaufen');
  expect(document.documentElement.lang).toBe('de');
  await chooseLanguage('en');
  expect(texts().nav.sell).toBe('Sell');
  localStorage.setItem('language', 'de');
  await startLanguage();
  expect(language.value).toBe('de');
});

test('without a choice it is the first that the browser asks for and we have', async () => {
  vi.stubGlobal('navigator', { languages: ['fr-FR', 'de-AT', 'en-GB'] });
  localStorage.clear();
  await startLanguage();
  expect(language.value).toBe('de');
});

test('prices and times are written as in the language', async () => {
  expect(formatPrice(1234.5, 'eur')).toBe('€1,234.50');
  await chooseLanguage('de');
  expect(formatPrice(1234.5, 'eur')).toBe('1.234,50\u00a0€');
  expect(formatMoment('2030-05-01T12:00:00Z')).toMatch(/^01\.05\.2030/);
});

test('a number has the form that its language has for it', () => {
  expect(pluralIn('en')(1, { one: 'one', other: 'many' })).toBe('one');
  expect(pluralIn('en')(0, { one: 'one', other: 'many' })).toBe('many');
  expect(pluralIn('ja')(1, { one: 'one', other: 'many' })).toBe('many');
  expect([1, 2].map(de.pay.triesLeft)).toEqual(['Sie können es noch einmal versuchen.', 'Sie haben noch 2 Versuche.']);
});

/** Words that are the same in both. */
const SAME = ['Tickets', 'Ticket', 'Administrator', 'STRIPE_PUBLISHABLE_KEY'];

function strings(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(strings);
  }
  return typeof value === 'string' ? [value] : typeof value === 'function' ? [value.toString()] : [];
}

test('German is German throughout', () => {
  const english = new Set(strings(en));
  const untranslated = strings(de).filter((text) => english.has(text) && !SAME.includes(text));
  // What has no words in it but those of its arguments, and the words of search that both share.
  expect(untranslated.filter((text) => !text.includes('=>'))).toEqual([]);
});

test.each(['auth', 'tickets', 'orders', 'payments'])('what %s says when it refuses is known in German', (context) => {
  const contract = readFileSync(
    `${import.meta.dirname}/../../../${context}-verticle/src/main/resources/dev/ticketing/${context}/openapi.yaml`,
    'utf8',
  );
  const messages = [...contract.matchAll(/\bmessage: (?:"([^"]+)"|'([^']+)'|([a-zA-Z][^{},\n]*))/g)]
    .map(([, double, single, plain]) => (double ?? single ?? plain ?? '').trim())
    .filter((message) => message !== '');
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter((message) => inGerman(message) === message)).toEqual([]);
});

test('what the server says and nobody has translated is shown as it came', () => {
  expect(inGerman('out of cheese')).toBe('out of cheese');
});
