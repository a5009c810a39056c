import {
  HEALTH_LOOKS,
  SEVERITY_LOOKS,
  STATUS_LOOKS,
  type Health,
  type Severity,
  type StateLook,
  type Status,
} from '../../theme/states.js';

interface MarkProps {
  readonly look: StateLook;
  /** Only the glyph, where the word stands elsewhere; it is still read out. */
  readonly short?: boolean;
}

/** A state: glyph, colour and word. */
export function Mark({ look: { glyph, word, colour }, short = false }: MarkProps) {
  return (
    <span className="mark" title={short ? word : undefined}>
      <span className="mark-glyph" style={{ color: colour }} aria-hidden="true">
        {glyph}
      </span>
      <span className={short ? 'unseen' : undefined}>{word}</span>
    </span>
  );
}

export function StatusMark({ status, short }: { status: Status; short?: boolean }) {
  return <Mark look={STATUS_LOOKS[status]} short={short} />;
}

export function HealthMark({ health, short }: { health: Health; short?: boolean }) {
  return <Mark look={HEALTH_LOOKS[health]} short={short} />;
}

export function SeverityMark({ severity, short }: { severity: Severity; short?: boolean }) {
  return <Mark look={SEVERITY_LOOKS[severity]} short={short} />;
}
