import { describe, expect, test } from 'vitest';
import { editablePrice, formatCountdown, formatPrice, parsePrice, sentence, totalOf } from './format';

describe('a price is shown', () => {
  test.each([
    [25.5, 'usd', 'en-US', '$25.50'],
    [999999.99, 'usd', 'en-US', '$999,999.99'],
    [0.01, 'eur', 'de-DE', '0,01\u00a0€'],
    [1200, 'jpy', 'ja-JP', '￥1,200'],
    [19.99, 'kwd', 'en-US', 'KWD\u00a019.990'],
    [25.5, null, 'en-US', '25.50'],
  ])('%d in %s for %s as %s', (amount, currency, locale, expected) => {
    expect(formatPrice(amount, currency, locale)).toBe(expected);
  });
});

describe('a typed price', () => {
  test.each([
    ['25', 25],
    [' 25.5 ', 25.5],
    ['25,50', 25.5],
    ['0.29', 0.29],
    ['999999.99', 999999.99],
  ])('%j is %d', (typed, expected) => {
    expect(parsePrice(typed)).toBe(expected);
  });

  test.each(['', 'free', '1.234', '1,000', '1,000.00', '-5', '1e3', '0x10', '.5', '5.', 'Infinity'])(
    '%j is refused',
    (typed) => {
      expect(parsePrice(typed)).toBeNull();
    },
  );

  test.each([
    ['25', 0, 25],
    ['25', 1, 25],
    ['25,5', 1, 25.5],
  ])('%j with %d places is %d', (typed, places, expected) => {
    expect(parsePrice(typed, places)).toBe(expected);
  });

  test.each([
    ['25.0', 0],
    ['1,000', 0],
    ['25.55', 1],
  ])('%j is refused with %d places', (typed, places) => {
    expect(parsePrice(typed, places)).toBeNull();
  });

  test('is edited without a point where there are no decimals', () => {
    expect(editablePrice(1200, 0)).toBe('1200');
  });

  test.each([0.01, 0.29, 1.1, 12.35, 1.005e2, 70.07, 999999.99])('%d survives being edited', (price) => {
    expect(parsePrice(editablePrice(price))).toBe(price);
  });
});

test.each([
  [[], 0],
  [[0.1, 0.2], 0.3],
  [[19.99, 19.99, 19.99], 59.97],
  [[999999.99, 0.01], 1_000_000],
  [[0.001, 0.002, 99999.99], 99999.993],
  [[99_999_999, 1], 100_000_000],
  [Array.from({ length: 1000 }, () => 0.07), 70],
])('%j is together %d', (amounts, total) => {
  expect(totalOf(amounts)).toBe(total);
});

test.each([
  ['the ticket is reserved', 'The ticket is reserved.'],
  ['Your card was declined.', 'Your card was declined.'],
  ['really?', 'Really?'],
  ['\u00e9lan', '\u00c9lan.'],
])('%j is said as %j', (message, words) => {
  expect(sentence(message)).toBe(words);
});

test.each([
  [900, '15:00'],
  [61, '1:01'],
  [9, '0:09'],
  [0, '0:00'],
])('%d seconds are shown as %s', (seconds, expected) => {
  expect(formatCountdown(seconds)).toBe(expected);
});
