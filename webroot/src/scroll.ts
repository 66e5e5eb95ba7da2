import { entry, keepInEntry } from './entry';

/**
 * Where a page was scrolled to, kept in its history entry. The browser cannot do this by itself: when it goes back,
 * what a page shows has yet to be loaded, and there is nothing to scroll to.
 */

const SETTLED_MILLIS = 150;
/** What has not made the page tall enough by then does not come any more. */
const PATIENCE_MILLIS = 10_000;
/** Whoever moves the page has taken over. */
const TAKING_OVER = ['wheel', 'touchstart', 'keydown', 'pointerdown'];

let settling: ReturnType<typeof setTimeout> | undefined;
/** Ends the restoring that is under way. */
let endRestoring: (() => void) | null = null;

/** Keeps the place of the current entry up to date; returns what stops it. */
export function followScroll(): () => void {
  history.scrollRestoration = 'manual';
  window.addEventListener('scroll', onScroll);
  window.addEventListener('pagehide', keepTop);
  return () => {
    forgetScroll();
    window.removeEventListener('scroll', onScroll);
    window.removeEventListener('pagehide', keepTop);
  };
}

/** Notes where the page is now. A page that is still on its way to its place has been nowhere else. */
export function keepTop(): void {
  clearTimeout(settling);
  if (endRestoring === null) {
    keepInEntry({ top: window.scrollY });
  }
}

/** The entry is another one now: where the page before it was must not be noted for this one. */
export function forgetScroll(): void {
  clearTimeout(settling);
  endRestoring?.();
}

/** Scrolls to where this entry was left, as soon as the page is tall enough for that. */
export function restoreTop(): void {
  forgetScroll();
  const top = entry().top ?? 0;
  // It reports once at the start, when the page of this entry has been put together, and then whenever it grows.
  const growth = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight - window.innerHeight >= top) {
      endRestoring?.();
      window.scrollTo(0, top);
    }
  });
  growth.observe(document.body);
  const patience = setTimeout(end, PATIENCE_MILLIS);
  TAKING_OVER.forEach((type) => window.addEventListener(type, end, { passive: true }));
  endRestoring = end;

  function end(): void {
    endRestoring = null;
    growth.disconnect();
    clearTimeout(patience);
    TAKING_OVER.forEach((type) => window.removeEventListener(type, end));
  }
}

function onScroll(): void {
  clearTimeout(settling);
  settling = setTimeout(keepTop, SETTLED_MILLIS);
}
