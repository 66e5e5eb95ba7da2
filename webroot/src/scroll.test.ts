import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { entry, keepInEntry } from './entry';
import { navigate, startRouter } from './router';
import { goBackTo } from './testing/fakeServer';

let grown: () => void;
let height: number;
let scrolledTo: number[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  height = 10_000;
  scrolledTo = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      private connected = false;
      constructor(callback: () => void) {
        grown = () => {
          if (this.connected) callback();
        };
      }
      observe(): void {
        this.connected = true;
      }
      disconnect(): void {
        this.connected = false;
      }
    },
  );
  vi.spyOn(document.documentElement, 'scrollHeight', 'get').mockImplementation(() => height);
  window.scrollTo = ((_: number, top: number) => {
    scrolledTo.push(top);
  }) as typeof window.scrollTo;
  navigate('/sales');
  stop = startRouter();
  grown();
  scrolledTo = [];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function scroll(top: number): void {
  vi.spyOn(window, 'scrollY', 'get').mockReturnValue(top);
  window.dispatchEvent(new Event('scroll'));
}

test('where a page was scrolled to is kept once it has come to rest', () => {
  scroll(300);
  scroll(700);
  expect(entry().top).toBeUndefined();
  vi.advanceTimersByTime(200);
  expect(entry().top).toBe(700);
});

test('where a page was is kept when it is left, and the new one begins at the top', () => {
  scroll(700);
  const replaced = vi.spyOn(history, 'replaceState');
  navigate('/tickets/t1');
  expect(replaced.mock.calls[0]?.[0]).toEqual({ top: 700 });
  expect(scrolledTo).toEqual([0]);
  scroll(0);
  vi.advanceTimersByTime(200);
  expect(entry().top).toBe(0);
});

test('Back waits until the page is tall enough for the place it was left at', () => {
  height = 900;
  goBackTo('/', { top: 5000 });
  grown();
  expect(scrolledTo).toEqual([]);
  height = 10_000;
  grown();
  expect(scrolledTo).toEqual([5000]);
  grown();
  expect(scrolledTo).toHaveLength(1);
});

test('a page on its way to its place does not take where it is for that', () => {
  height = 900;
  goBackTo('/', { top: 5000 });
  scroll(0);
  vi.advanceTimersByTime(200);
  expect(entry().top).toBe(5000);
});

test.each(['wheel', 'touchstart', 'keydown', 'pointerdown'])('%s by somebody who has begun to read ends it', (type) => {
  height = 900;
  goBackTo('/', { top: 5000 });
  window.dispatchEvent(new Event(type));
  height = 10_000;
  grown();
  expect(scrolledTo).toEqual([]);
});

test('it does not wait forever, nor after one has gone on', () => {
  height = 900;
  goBackTo('/', { top: 5000 });
  vi.advanceTimersByTime(10_000);
  height = 10_000;
  grown();
  height = 900;
  goBackTo('/sales', { top: 4000 });
  navigate('/sell');
  height = 10_000;
  grown();
  expect(scrolledTo).toEqual([0]);
});

test('what else is kept with the entry stays', () => {
  keepInEntry({ shown: 40 });
  scroll(700);
  vi.advanceTimersByTime(200);
  expect(entry()).toEqual({ shown: 40, top: 700 });
});
