import { signal } from '@preact/signals';

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
    history.replaceState(null, '', path);
  } else {
    history.pushState(null, '', path);
    window.scrollTo(0, 0);
  }
  arrive();
}

/** Follows clicks and the browser's back and forward; returns what stops it. */
export function startRouter(): () => void {
  here.value = currentPlace();
  document.addEventListener('click', followLink);
  window.addEventListener('popstate', arrive);
  return () => {
    document.removeEventListener('click', followLink);
    window.removeEventListener('popstate', arrive);
  };
}

/** The `next` parameter if it is a path of this app, else the start page: never a way to another site. */
export function nextPathIn(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  // The browser's own reading of it decides: // and /\ at its start name another host.
  const url = next.startsWith('/') && URL.canParse(next, location.origin) ? new URL(next, location.origin) : null;
  const local = url?.origin === location.origin && !url.pathname.startsWith('//');
  return local ? url.pathname + url.search : '/';
}

/** The path of a page that comes back to `next` when it is done. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
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

function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link && isPlainClick(event) && isPageOfThisApp(link)) {
    event.preventDefault();
    navigate(link.pathname + link.search);
  }
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.defaultPrevented
    && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function isPageOfThisApp(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && link.target === '' && link.hash === ''
    && !link.hasAttribute('download') && !link.pathname.startsWith('/api/');
}
