import type { ComponentChildren } from 'preact';
import { texts } from '../i18n';
import { Empty } from './Empty';
import { Page } from './Page';

interface NotFoundProps {
  /** What was looked for. */
  what: 'page' | 'ticket' | 'order';
  /** Where to go instead. */
  wayOn: ComponentChildren;
}

export function NotFound({ what, wayOn }: NotFoundProps) {
  const words = texts().app;
  return (
    <Page title={words.notFound[what]}>
      <Empty icon="search">
        <p>
          {words.nothingHere} {wayOn}.
        </p>
      </Empty>
    </Page>
  );
}
