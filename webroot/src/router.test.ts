import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { entry, keepInEntry } from './entry';
import { here, navigate, nextPathIn, startRouter, withNext } from './router';
import { goBackTo } from './testing/fakeServer';

let stop: () => void;
beforeEach(() => {
  stop = startRouter();
});
afterEach(() => {
  stop();
  document.body.innerHTML = '';
});

/** Clicks a link and tells whether the router took it over. */
function click(html: string, init: MouseEventInit = {}): boolean {
  document.body.innerHTML = html;
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, button: 0, ...init });
  const notFollowed = (given: Event) => given.preventDefault();
  const takenOver = vi.fn(() => event.defaultPrevented);
  // Registered after the router, so that it sees what the router did and keeps the test's page from leaving.
  document.addEventListener('click', takenOver, { once: true });
  document.addEventListener('click', notFollowed, { once: true });
  document.querySelector('a')?.dispatchEvent(event);
  return takenOver.mock.results[0]?.value === true;
}

describe('a click', () => {
  test('on a link within the app changes the page', () => {
    expect(click('<a href="/tickets/t1">x</a>')).toBe(true);
    expect(here.value.pathname).toBe('/tickets/t1');
  });

  test.each([
    ['to another site', '<a href="https://example.com/">x</a>', {}],
    ['to the API', '<a href="/api/docs">x</a>', {}],
    ['within the page', '<a href="#main">x</a>', {}],
    ['to another window', '<a href="/sell" target="_blank">x</a>', {}],
    ['with ctrl held', '<a href="/sell">x</a>', { ctrlKey: true }],
    ['of the middle button', '<a href="/sell">x</a>', { button: 1 }],
  ])('%s is left to the browser', (_, html, init) => {
    expect(click(html, init)).toBe(false);
    expect(here.value.pathname).toBe('/');
  });
});

test('the browser goes back to the page before', () => {
  navigate('/sell');
  history.replaceState(null, '', '/signin');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(here.value.pathname).toBe('/signin');
});

test('what is kept with an entry is there until the next one, and again on Back', () => {
  navigate('/sales');
  keepInEntry({ shown: 40 });
  const left = entry();
  navigate('/tickets/t1');
  expect(entry().shown).toBeUndefined();
  goBackTo('/sales', left);
  expect(entry().shown).toBe(40);
});

describe('the page to go on to', () => {
  test('survives its way through the address', () => {
    const path = withNext('/signin', '/orders/o1?x=1&y=2');
    expect(nextPathIn(path.slice(path.indexOf('?')))).toBe('/orders/o1?x=1&y=2');
  });

  test('is the other one that is named where there is none', () => {
    expect(nextPathIn('', '/tickets/t1')).toBe('/tickets/t1');
    expect(nextPathIn('?next=%2F%2Fevil.example', '/tickets/t1')).toBe('/tickets/t1');
    expect(nextPathIn('?next=%2Fsales', '/tickets/t1')).toBe('/sales');
  });

  test.each([
    '',
    '?next=',
    '?next=https://evil.example/orders',
    '?next=//evil.example/orders',
    '?next=/x/..//evil.example/',
    '?next=/%5Cevil.example/orders',
    '?next=javascript:alert(1)',
    '?next=//[',
  ])('is the start page for %s', (search) => {
    expect(nextPathIn(search)).toBe('/');
  });
});
