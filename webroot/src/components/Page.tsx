import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hasMoved } from '../router';

interface PageProps {
  title: string;
  /** What the browser's tab and history say where the heading alone is not enough. */
  tab?: string;
  /** A class of the styles, where a page has an arrangement of its own. */
  look?: 'browse' | 'ticket' | 'narrow';
  children: ComponentChildren;
}

/** A page: its heading names the document and takes the focus, so that a screen reader says where one has come. */
export function Page({ title, tab = title, look, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const focused = useRef<Element | null>(null);

  useEffect(() => {
    if (hasMoved()) {
      // The browser restores the scroll position on the way back.
      heading.current?.focus({ preventScroll: true });
    }
  }, []);

  useEffect(() => {
    document.title = `${tab} - Ticketing`;
  }, [tab]);

  // What had the focus may go away, a button that has done its work for example. The keyboard goes on from here.
  useEffect(() => {
    const lost = focused.current;
    if (lost && (!lost.isConnected || lost.closest('[hidden]')) && document.activeElement === document.body) {
      focused.current = null;
      heading.current?.focus({ preventScroll: true });
    }
  });

  return (
    <div
      {...(look === undefined ? {} : { class: look })}
      onFocusIn={(event) => {
        focused.current = event.target as Element;
      }}
    >
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
