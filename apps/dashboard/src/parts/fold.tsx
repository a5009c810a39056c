import { useState, type ReactNode } from 'react';

interface FoldProps {
  /** What is behind it. */
  readonly summary: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Something long that few look at: drawn when somebody opens it. */
export function Fold({ summary, className, children }: FoldProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={className} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}
