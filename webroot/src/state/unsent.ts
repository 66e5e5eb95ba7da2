/** What is typed into a form of a ticket. */
export interface TypedTicket {
  title: string;
  price: string;
}

interface Unsent extends TypedTicket {
  path: string;
  userId: string | undefined;
}

let kept: Unsent | null = null;

/** Keeps what could not be sent because the session had ended, for when its author is back from signing in. */
export function keepUnsent(unsent: Unsent): void {
  kept = unsent;
}

/** What the same person could not send from the same page, once. */
export function takeUnsent(path: string, userId: string | undefined): TypedTicket | null {
  const found = kept?.path === path && kept.userId === userId ? kept : null;
  kept = null;
  return found;
}
