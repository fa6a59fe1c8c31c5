import type { JSX } from 'preact';

interface Props extends Omit<JSX.IntrinsicElements['button'], 'type' | 'disabled' | 'onClick' | 'ref'> {
  readonly type?: 'button' | 'submit';
  /** Whether there is nothing for it to do now. */
  readonly off?: boolean;
  readonly onClick?: () => void;
}

/** A button that may be off for a while. It keeps the keyboard's focus then, which one that is disabled would lose. */
export function Button({ type = 'button', off = false, onClick, children, ...rest }: Props): JSX.Element {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={off}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}
