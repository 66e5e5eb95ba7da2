import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  busy?: boolean;
  submit?: boolean;
  kind?: 'primary' | 'outline';
  onClick?: () => void;
}

/** A busy button stays focusable, else the keyboard would lose its place; who handles it must not start twice. */
export function Button({ children, busy = false, submit = false, kind = 'primary', onClick }: ButtonProps) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={kind}
      aria-disabled={busy}
      {...(onClick ? { onClick } : {})}
    >
      {children}
    </button>
  );
}
