/** What this browser keeps for us, which all its tabs share. */

/** For browsers that keep nothing: then every tab is by itself. */
const here = new Map<string, string>();

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return here.get(name) ?? null;
  }
}

/** Keeps a value, or forgets it when it is null. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, value);
    }
  } catch {
    if (value === null) {
      here.delete(name);
    } else {
      here.set(name, value);
    }
  }
}
