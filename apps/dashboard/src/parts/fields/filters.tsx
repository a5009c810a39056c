import type { ReactNode } from 'react';
import './filters.css';

/** What a list is narrowed down by: fields in a row, which break onto further lines. */
export function Filters({ label, children }: { label: string; children: ReactNode }) {
  return (
    <form className="filters" role="search" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}
