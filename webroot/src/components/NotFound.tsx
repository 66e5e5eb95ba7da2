import type { ComponentChildren } from 'preact';
import { Page } from './Page';

interface NotFoundProps {
  /** What was looked for. */
  what: string;
  /** Where to go instead. */
  wayOn: ComponentChildren;
}

export function NotFound({ what, wayOn }: NotFoundProps) {
  return (
    <Page title={`${what} not found`}>
      <p>There is nothing at this address. {wayOn}.</p>
    </Page>
  );
}
