import { signal } from '@preact/signals';
import { followScroll, forgetScroll, keepTop, restoreTop } from './scroll';

/** The browser's history as a signal. Plain links work: clicks on local ones are taken over. */

interface Place {
  pathname: string;
  search: string;
}

export const here = signal<Place>(currentPlace());

let moved = false;

/** False on the first page after loading, whose focus belongs to the browser. */
export function hasMoved(): boolean {
  return moved;
}

export function navigate(path: string, { replace = false } = {}): void {
  if (replace) {
    forgetScroll();
    history.replaceState(null, '', path);
  } else {
    keepTop();
    forgetScroll();
    history.pushState(null, '', path);
    window.scrollTo(0, 0);
  }
  arrive();
}

/** Follows clicks and the browser's back and forward; returns what stops it. */
export function startRouter(): () => void {
  here.value = currentPlace();
  const stopFollowing = followScroll();
  restoreTop();
  document.addEventListener('click', followLink);
  window.addEventListener('popstate', goBack);
  return () => {
    stopFollowing();
    document.removeEventListener('click', followLink);
    window.removeEventListener('popstate', goBack);
  };
}

/** The `next` parameter if it is a path of this app, else the other one: never a way to another site. */
export function nextPathIn(search: string, otherwise = '/'): string {
  const next = new URLSearchParams(search).get('next') ?? otherwise;
  // The browser's own reading of it decides: // and /\ at its start name another host.
  const url = next.startsWith('/') && URL.canParse(next, location.origin) ? new URL(next, location.origin) : null;
  const local = url?.origin === location.origin && !url.pathname.startsWith('//');
  return local ? url.pathname + url.search : otherwise;
}

/** The path of a page that comes back to `next` when it is done. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** Where one is, as a path to come back to. */
export function herePath(): string {
  return here.value.pathname + here.value.search;
}

function currentPlace(): Place {
  return { pathname: location.pathname, search: location.search };
}

function arrive(): void {
  const place = currentPlace();
  if (place.pathname !== here.value.pathname || place.search !== here.value.search) {
    moved = true;
    here.value = place;
  }
}

/** Back or forward. */
function goBack(): void {
  arrive();
  restoreTop();
}

function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link && isPlainClick(event) && isPageOfThisApp(link)) {
    event.preventDefault();
    navigate(link.pathname + link.search);
  }
}

function isPlainClick(event: MouseEvent): boolean {
  return (
    event.button === 0
    && !event.defaultPrevented
    && !event.metaKey
    && !event.ctrlKey
    && !event.shiftKey
    && !event.altKey
  );
}

function isPageOfThisApp(link: HTMLAnchorElement): boolean {
  return (
    link.origin === location.origin
    && link.target === ''
    && link.hash === ''
    && !link.hasAttribute('download')
    && !link.pathname.startsWith('/api/')
  );
}
