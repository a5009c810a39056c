import type { ReactNode } from 'react';

interface OutsideLinkProps {
  /** Written by somebody in code or data. */
  readonly to: string;
  readonly children?: ReactNode;
}

/** A link to elsewhere, in a window of its own; only text where it is none that a browser should open. */
export function OutsideLink({ to, children = to }: OutsideLinkProps) {
  if (!isWebAddress(to)) return <span className="outside-text">{to}</span>;
  return (
    <a href={to} target="_blank" rel="noreferrer noopener" className="outside-text">
      {children} <span aria-hidden="true">↗</span>
      <span className="unseen"> (opens in a new window)</span>
    </a>
  );
}

function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
