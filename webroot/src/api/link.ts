/**
 * Path and query of the `rel="next"` entry of a Link header (RFC 8288), or null without one. The host in it is
 * left out: behind a proxy the server may name one that the browser does not know.
 */
export function nextPage(header: string | null): string | null {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel="?next"?\s*(;|,|$)/i.test(parameters)) {
      return pathOf(target);
    }
  }
  return null;
}

function pathOf(target: string): string | null {
  try {
    const url = new URL(target, location.origin);
    return url.pathname + url.search;
  } catch {
    return null;
  }
}
