import type { Schemas } from '../../api/client.js';
import { firstLine } from '../values/first-line.js';

interface ErrorLineProps {
  readonly error: Schemas['ExecutionError'] | null;
  /** Why it ended so, where it has no error: `overlap`, `person`. */
  readonly reason: string | null;
}

/** Class and first line of an error, cut where room ends. */
export function ErrorLine({ error, reason }: ErrorLineProps) {
  if (error === null) return <span className="soft">{reason ?? ''}</span>;
  const line = firstLine(error.message);
  return (
    <span className="error-line" title={`${error.errorClass}: ${error.message}`}>
      <span className="code">{error.errorClass}</span> {line}
    </span>
  );
}
