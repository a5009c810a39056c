import type { ReactNode } from 'react';

interface DataTableProps {
  /** What it lists, for who can't see it. */
  readonly name: string;
  readonly className?: string;
  /** `thead` and `tbody`. */
  readonly children: ReactNode;
}

/** A table which scrolls inside itself where it is wider than the page, by keyboard too. */
export function DataTable({ name, className = '', children }: DataTableProps) {
  return (
    <div className="table-scroll" role="region" aria-label={name} tabIndex={0}>
      <table className={`table ${className}`.trim()}>{children}</table>
    </div>
  );
}
