import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  /** What it is called if its text alone does not say. */
  name?: string;
  busy?: boolean;
  submit?: boolean;
  kind?: 'primary' | 'outline';
  onClick?: () => void;
}

/** A busy button stays focusable, else the keyboard would lose its place; who handles it must not start twice. */
export function Button({ children, name, busy = false, submit = false, kind = 'primary', onClick }: ButtonProps) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={kind}
      aria-disabled={busy}
      {...(name === undefined ? {} : { 'aria-label': name })}
      {...(onClick ? { onClick } : {})}
    >
      {children}
    </button>
  );
}
