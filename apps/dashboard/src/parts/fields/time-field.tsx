import { useId, type ReactNode } from 'react';
import { BothClocks } from '../values/both-clocks.js';
import { fromLocalInput, isoOf } from '../../time/local-input.js';
import { VIEWERS_ZONE } from '../../time/words.js';

interface TimeFieldProps {
  readonly label: string;
  /** As the browser's field writes it, on the viewer's clock. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The job's zone: what was chosen is told on its clock too. */
  readonly zone: string;
  readonly hint?: ReactNode;
  readonly required?: boolean;
}

/** An instant, chosen on the viewer's clock and shown on the job's. */
export function TimeField({ label, value, onChange, zone, hint, required }: TimeFieldProps) {
  const id = useId();
  const instant = fromLocalInput(value);
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} ({VIEWERS_ZONE})
      </label>
      <input
        id={id}
        className="input"
        type="datetime-local"
        step="1"
        required={required}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className="soft">
        {instant === null ? hint : <BothClocks at={isoOf(instant)} zone={zone} />}
      </p>
    </div>
  );
}
