import type { ComponentProps } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary`: the one that is meant on this screen; `danger`: what can't be taken back; `quiet`: without a frame. */
  readonly kind?: 'default' | 'primary' | 'danger' | 'quiet';
  /** What it does goes on: it can't be pressed again until then. */
  readonly busy?: boolean;
}

export function Button({ kind = 'default', busy = false, disabled, type, className, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={['button', `button-${kind}`, className].filter(Boolean).join(' ')}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    />
  );
}
