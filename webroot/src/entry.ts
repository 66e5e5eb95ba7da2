/** What is kept with an entry of the browser's history: it is there again on Back and after a reload. */
export interface Entry {
  /** How far down the page was scrolled, in pixels. */
  top?: number;
  /** How many entries of its list the page showed. */
  shown?: number;
}

export function entry(): Entry {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null ? state : {};
}

export function keepInEntry(part: Entry): void {
  history.replaceState({ ...entry(), ...part }, '');
}
